from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        del self.layers["Relu1"]
