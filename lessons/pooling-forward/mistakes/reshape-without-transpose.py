from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        y = super().forward(x)
        return y.transpose(0, 2, 3, 1).reshape(y.shape)
