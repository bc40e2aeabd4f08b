from solution import Residual as Right


class Residual(Right):
    def backward(self, dout):
        return super().backward(dout) - dout
