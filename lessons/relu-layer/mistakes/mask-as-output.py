from solution import Relu as Right


class Relu(Right):
    def forward(self, x):
        super().forward(x)
        return self.mask * 1.0
