from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def backward(self, dout=1):
        return -self.t / self.y * dout / self.N
