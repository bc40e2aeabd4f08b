from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def forward(self, x, t):
        super().forward(x, t)
        return self.predict(x)
