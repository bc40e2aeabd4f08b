import numpy as np
from mine import Affine, Relu, Sigmoid, SoftmaxWithLoss, init_weights


class MultiLayerNet:
    """x -> (Affine -> activation) for each hidden size
      -> Affine -> scores, then softmax with loss

    params: W1, b1, W2, b2, ... in the order of the flow
    """

    def __init__(
        self, input_size, hidden_size_list, output_size, activation="relu", weight_init_std="relu"
    ):
        activations = {"relu": Relu, "sigmoid": Sigmoid}
        rng = np.random.default_rng(np.random.randint(2**31))  # follows np.random.seed
        self.params = {}
        self.layers = {}  # "Affine1", "Activation1", "Affine2", ...
        self.last_layer = SoftmaxWithLoss()
        raise NotImplementedError

    def predict(self, x):
        """x: (N, input_size) -> scores: (N, output_size)"""
        raise NotImplementedError

    def loss(self, x, t):
        """The mean loss of the batch: one number"""
        raise NotImplementedError

    def accuracy(self, x, t):
        """The share of rows whose largest score is at t"""
        labels = np.argmax(t, axis=1) if t.ndim == 2 else t
        return np.mean(np.argmax(self.predict(x), axis=1) == labels)

    def gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, "W2": ...}"""
        raise NotImplementedError
