from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def predict(self, x):
        return next(iter(self.layers.values())).forward(x)
