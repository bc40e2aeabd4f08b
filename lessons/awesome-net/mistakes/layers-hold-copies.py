from mine import Affine, Convolution, Pooling, Relu
from solution import AwesomeNet as Right


class AwesomeNet(Right):
    def __init__(self, input_shape, rng):
        super().__init__(input_shape, rng)
        p = {name: value.copy() for name, value in self.params.items()}
        self.seeing = [Convolution(p["W1"], p["b1"]), Relu(), Pooling(2, 2, 2)]
        self.reading = [Affine(p["W2"], p["b2"]), Relu(), Affine(p["W3"], p["b3"])]


def build(input_shape, rng):
    return AwesomeNet(input_shape, rng)
