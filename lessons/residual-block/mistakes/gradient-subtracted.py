from solution import Residual as Right


class Residual(Right):
    def backward(self, dout):
        return 2 * dout - super().backward(dout)
