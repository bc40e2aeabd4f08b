from solution import Residual as Right


class Residual(Right):
    def forward(self, x):
        return x * (super().forward(x) - x)
