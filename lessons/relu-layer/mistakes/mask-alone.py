from solution import Relu as Right


class Relu(Right):
    def backward(self, dout):
        return self.mask * 1.0
