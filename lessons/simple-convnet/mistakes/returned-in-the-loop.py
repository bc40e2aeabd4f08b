from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def predict(self, x):
        return next(iter(self.layers.values())).forward(x)
