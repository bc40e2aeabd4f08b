from mine import Relu
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.layers["Relu3"] = Relu()
