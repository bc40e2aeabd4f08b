from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def backward(self, dout=1):
        kept = [g.copy() for g in self.grads]
        dx = super().backward(dout)
        for grad, before in zip(self.grads, kept, strict=True):
            grad += before
        return dx
