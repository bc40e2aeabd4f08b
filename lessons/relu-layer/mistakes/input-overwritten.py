from solution import Relu as Right


class Relu(Right):
    def forward(self, x):
        self.mask = x > 0
        x[x <= 0] = 0
        return x
