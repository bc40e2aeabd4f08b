from solution import Residual as Right


class Residual(Right):
    def forward(self, x):
        return 2 * x - super().forward(x)
