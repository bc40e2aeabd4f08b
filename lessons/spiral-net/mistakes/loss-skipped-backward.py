from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def backward(self, dout=1):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        first, last = self.layers[0], self.layers[2]
        for grad, new in zip(self.grads, [first.dW, first.db, last.dW, last.db], strict=True):
            grad[...] = new
        return dout
