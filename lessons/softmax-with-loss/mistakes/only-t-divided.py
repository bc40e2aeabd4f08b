from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def backward(self, dout=1):
        return (self.y - self.t / len(self.t)) * dout
