from solution import Convolution as Right


class Convolution(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW.reshape(len(self.W), -1)
        return dx
