from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.kept, self.grads = self.grads, []

    def backward(self, dout=1):
        grads, self.grads = self.grads, self.kept
        dx = super().backward(dout)
        self.grads = grads + [g.copy() for g in self.kept]
        return dx
