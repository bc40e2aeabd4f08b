from solution import Residual as Right


class Residual(Right):
    def backward(self, dout):
        return dout * (super().backward(dout) - dout)
