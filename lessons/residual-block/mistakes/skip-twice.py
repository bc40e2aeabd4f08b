from solution import Residual as Right


class Residual(Right):
    def forward(self, x):
        return super().forward(x) + x

    def backward(self, dout):
        return super().backward(dout) + dout
