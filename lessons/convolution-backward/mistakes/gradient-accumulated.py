from solution import Convolution as Right


class Convolution(Right):
    def backward(self, dout):
        before = self.dW
        dx = super().backward(dout)
        self.dW = self.dW if before is None else before + self.dW
        return dx
