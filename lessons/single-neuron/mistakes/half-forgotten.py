from solution import Neuron as Right


class Neuron(Right):
    def forward(self, x, t):
        return 2 * super().forward(x, t)
