from collections import OrderedDict

from mine import Affine, Relu
from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        p = self.params
        self.layers = OrderedDict(Relu1=Relu(), Affine1=Affine(p["W1"], p["b1"]), Affine2=Affine(p["W2"], p["b2"]))
