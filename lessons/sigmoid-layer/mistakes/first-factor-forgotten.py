from solution import Sigmoid as Right


class Sigmoid(Right):
    def backward(self, dout):
        return dout * (1 - self.out)
