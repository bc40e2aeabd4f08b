from solution import Neuron as Right


class Neuron(Right):
    def forward(self, x, t):
        b, self.b = self.b, self.b * 0
        L = super().forward(x, t)
        self.b = b
        return L
