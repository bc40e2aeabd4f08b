from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        del self.params[f"W{self.count}"], self.params[f"b{self.count}"], self.layers[f"Affine{self.count}"]
        del self.layers[f"Activation{self.count - 1}"]
        self.count -= 1
