from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def backward(self, dout=1):
        return (self.y - self.t) * self.y * (1 - self.y) * dout / self.N
