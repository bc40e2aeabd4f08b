from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        return -super().forward(-x)
