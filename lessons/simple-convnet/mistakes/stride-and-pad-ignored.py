from mine import Convolution
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.layers["Conv1"] = Convolution(self.params["W1"], self.params["b1"])
