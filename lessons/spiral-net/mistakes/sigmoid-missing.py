from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.layers[1] = Through()


class Through:
    def forward(self, x):
        return x

    def backward(self, dout):
        return dout
