from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def backward(self, dout=1):
        dx = super().backward(dout)
        first, last = self.layers[0], self.layers[2]
        self.grads = [last.dW, last.db, first.dW, first.db]
        return dx
