import numpy as np
from mine import Affine, Convolution, Pooling, Relu, SoftmaxWithLoss

FILTERS, SIZE, HIDDEN, CLASSES = 8, 5, 32, 10


class AwesomeNet:
    """x -> Convolution -> Relu -> Pooling -> Affine -> Relu -> Affine -> 10 scores"""

    def __init__(self, input_shape, rng):
        C, H, W = input_shape
        flat = FILTERS * ((H - SIZE + 1) // 2) * ((W - SIZE + 1) // 2)
        self.params = {
            "W1": he(rng, (FILTERS, C, SIZE, SIZE), C * SIZE * SIZE),
            "b1": np.zeros(FILTERS),
            "W2": he(rng, (flat, HIDDEN), flat),
            "b2": np.zeros(HIDDEN),
            "W3": he(rng, (HIDDEN, CLASSES), HIDDEN),
            "b3": np.zeros(CLASSES),
        }
        p = self.params
        self.seeing = [Convolution(p["W1"], p["b1"]), Relu(), Pooling(2, 2, 2)]
        self.reading = [Affine(p["W2"], p["b2"]), Relu(), Affine(p["W3"], p["b3"])]
        self.last = SoftmaxWithLoss()

    def predict(self, x):
        """x: (N, C, H, W)  ->  scores: (N, 10)"""
        for layer in self.seeing:
            x = layer.forward(x)
        self.shape = x.shape
        x = x.reshape(len(x), -1)
        for layer in self.reading:
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        """t: (N, 10), one-hot  ->  the mean loss: one number"""
        return self.last.forward(self.predict(x), t)

    def gradient(self, x, t):
        """name -> array, for each name of params"""
        self.loss(x, t)
        dout = self.last.backward(1)
        for layer in reversed(self.reading):
            layer.backward(dout)
        dout = dout.reshape(self.shape)
        for layer in reversed(self.seeing):
            dout = layer.backward(dout)
        weighty = [self.seeing[0], self.reading[0], self.reading[2]]
        grads = {f"W{i}": layer.dW for i, layer in enumerate(weighty, 1)}
        return grads | {f"b{i}": layer.db for i, layer in enumerate(weighty, 1)}


def he(rng, shape, inputs):
    return np.sqrt(2 / inputs) * rng.standard_normal(shape)


def build(input_shape, rng):
    """input_shape: (C, H, W)  ->  a network with predict, loss, gradient and params"""
    return AwesomeNet(input_shape, rng)
