from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        shared = self.layers["Activation1"]
        self.layers = {name: shared if name.startswith("Activation") else layer for name, layer in self.layers.items()}
