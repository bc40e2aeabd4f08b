import numpy as np
from mine import Affine, Convolution, Pooling, Relu, SoftmaxWithLoss

FILTERS = {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}


class SimpleConvNet:
    """x -> Convolution -> Relu -> Pooling -> Affine -> Relu -> Affine -> scores, then softmax with loss

    x: (N, C, H, W), t: (N, output_size), one-hot, or (N,) labels
    """

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param=FILTERS,
        hidden_size=100,
        output_size=10,
        weight_init_std=0.01,
    ):
        C, H, W = input_dim
        FN, F = conv_param["filter_num"], conv_param["filter_size"]
        pad, stride = conv_param["pad"], conv_param["stride"]
        OH = (H + 2 * pad - F) // stride + 1
        OW = (W + 2 * pad - F) // stride + 1
        pooled = FN * (OH // 2) * (OW // 2)  # what is left over does not fill a window of 2 x 2
        self.params = {
            "W1": weight_init_std * np.random.randn(FN, C, F, F),
            "b1": np.zeros(FN),
            "W2": weight_init_std * np.random.randn(pooled, hidden_size),
            "b2": np.zeros(hidden_size),
            "W3": weight_init_std * np.random.randn(hidden_size, output_size),
            "b3": np.zeros(output_size),
        }
        self.layers = {
            "Conv1": Convolution(self.params["W1"], self.params["b1"], stride, pad),
            "Relu1": Relu(),
            "Pool1": Pooling(2, 2, stride=2),
            "Affine1": Affine(self.params["W2"], self.params["b2"]),
            "Relu2": Relu(),
            "Affine2": Affine(self.params["W3"], self.params["b3"]),
        }
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        """x: (N, C, H, W)  ->  scores: (N, output_size), before softmax"""
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        """The mean loss of the batch: one number"""
        return self.last_layer.forward(self.predict(x), t)

    def accuracy(self, x, t, batch_size=100):
        """The share of images whose largest score is at t, from 0 to 1; batch_size images at a time"""
        labels = np.argmax(t, axis=1) if t.ndim == 2 else t
        right = 0
        for i in range(0, len(x), batch_size):
            scores = self.predict(x[i : i + batch_size])
            right += np.sum(np.argmax(scores, axis=1) == labels[i : i + batch_size])
        return right / len(x)

    def gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, ..., "b3": dL/db3}, each of its parameter's shape"""
        self.loss(x, t)  # every layer keeps what its backward needs
        dout = self.last_layer.backward(1)
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        names = {"Conv1": 1, "Affine1": 2, "Affine2": 3}
        grads = {f"W{i}": self.layers[name].dW for name, i in names.items()}
        return grads | {f"b{i}": self.layers[name].db for name, i in names.items()}
