from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def backward(self, dout=1):
        dx = super().backward(dout)
        first, last = self.layers[0], self.layers[2]
        for grad, new in zip(self.grads, [last.dW, last.db, first.dW, first.db], strict=True):
            grad[...] = new
        return dx
