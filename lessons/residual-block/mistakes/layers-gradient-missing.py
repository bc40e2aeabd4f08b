from solution import Residual as Right


class Residual(Right):
    def backward(self, dout):
        super().backward(dout)
        return dout
