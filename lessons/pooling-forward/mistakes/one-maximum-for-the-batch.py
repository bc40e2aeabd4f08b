from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        y = super().forward(x)
        y[:] = y.max(axis=(0, 1))
        return y
