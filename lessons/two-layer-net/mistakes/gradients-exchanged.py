from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def gradient(self, x, t):
        right = super().gradient(x, t)
        return {"W1": right["W2"], "b1": right["b2"], "W2": right["W1"], "b2": right["b1"]}
