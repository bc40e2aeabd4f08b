from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def gradient(self, x, t):
        dout = self.last_layer.backward(self.loss(x, t))
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        affines = [self.layers[f"Affine{i}"] for i in range(1, self.count + 1)]
        return {f"W{i}": affine.dW for i, affine in enumerate(affines, 1)} | {
            f"b{i}": affine.db for i, affine in enumerate(affines, 1)
        }
