import numpy as np
from mine import Affine, Relu, SoftmaxWithLoss


class TwoLayerNet:
    """x -> Affine -> Relu -> Affine -> scores, then softmax
    with loss

    x: (N, input_size), t: (N, output_size), one-hot
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }
        self.layers = {
            "Affine1": Affine(self.params["W1"], self.params["b1"]),
            "Relu1": Relu(),
            "Affine2": Affine(self.params["W2"], self.params["b2"]),
        }
        self.lastLayer = SoftmaxWithLoss()

    def predict(self, x):
        """x: (N, input_size)
        ->  scores: (N, output_size), before softmax
        """
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        """The mean loss of the batch: one number"""
        return self.lastLayer.forward(self.predict(x), t)

    def accuracy(self, x, t):
        """The share of rows whose largest score is at t,
        from 0 to 1
        """
        labels = np.argmax(t, axis=1) if t.ndim == 2 else t
        return np.mean(np.argmax(self.predict(x), axis=1) == labels)

    def gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, "W2": dL/dW2,
        "b2": dL/db2}, each of its parameter's shape
        """
        self.loss(x, t)  # every layer keeps what its backward needs
        dout = self.lastLayer.backward(1)
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        affine1, affine2 = self.layers["Affine1"], self.layers["Affine2"]
        return {"W1": affine1.dW, "b1": affine1.db, "W2": affine2.dW, "b2": affine2.db}
