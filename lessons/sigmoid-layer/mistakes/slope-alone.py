from solution import Sigmoid as Right


class Sigmoid(Right):
    def backward(self, dout):
        return self.out * (1 - self.out)
