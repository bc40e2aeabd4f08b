from solution import Neuron as Right


class Neuron(Right):
    def forward(self, x, t):
        super().forward(x, t)
        self.y = 1 - self.y
        return 0.5 * (self.y - t) ** 2
