import numpy as np
from mine import Affine, Convolution, Pooling, Relu, SoftmaxWithLoss


class SimpleConvNet:
    """x -> Convolution -> Relu -> Pooling
      -> Affine -> Relu -> Affine -> scores,
    then softmax with loss

    x: (N, C, H, W), t: (N, output_size), one-hot
    """

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param={"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1},
        hidden_size=100,
        output_size=10,
        weight_init_std=0.01,
    ):
        C, H, W = input_dim
        FN, F = conv_param["filter_num"], conv_param["filter_size"]
        pad, stride = conv_param["pad"], conv_param["stride"]
        randn = np.random.randn
        self.params = {
            "W1": weight_init_std * randn(FN, C, F, F),
            "b1": np.zeros(FN),
        }
        self.layers = {}  # "Conv1", "Relu1", "Pool1", "Affine1", ...
        self.last_layer = SoftmaxWithLoss()
        raise NotImplementedError  # W2, b2, W3, b3; the six layers

    def predict(self, x):
        """x: (N, C, H, W) -> scores: (N, output_size)"""
        raise NotImplementedError

    def loss(self, x, t):
        """The mean loss of the batch: one number"""
        raise NotImplementedError

    def accuracy(self, x, t, batch_size=100):
        """The share of images whose largest score is at t

        Goes through batch_size images at a time.
        """
        labels = np.argmax(t, axis=1) if t.ndim == 2 else t
        right = 0
        for i in range(0, len(x), batch_size):
            scores = self.predict(x[i : i + batch_size])
            right += np.sum(np.argmax(scores, axis=1) == labels[i : i + batch_size])
        return right / len(x)

    def gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, ..., "b3": ...}"""
        raise NotImplementedError
