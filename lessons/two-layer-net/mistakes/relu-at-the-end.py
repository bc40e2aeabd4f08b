from mine import Relu
from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.layers["Relu2"] = Relu()
