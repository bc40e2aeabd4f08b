from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def predict(self, x):
        return next(iter(self.layers.values())).forward(x)
