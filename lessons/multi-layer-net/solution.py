import numpy as np
from mine import Affine, Relu, Sigmoid, SoftmaxWithLoss, init_weights


class MultiLayerNet:
    """x -> (Affine -> activation) for each hidden size -> Affine -> scores, then softmax with loss

    weight_decay_lambda: not asked for here; what it does, the lesson weight-decay says.
    """

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
    ):
        activations = {"relu": Relu, "sigmoid": Sigmoid}
        rng = np.random.default_rng(np.random.randint(2**31))  # follows np.random.seed
        self.weight_decay_lambda = weight_decay_lambda
        self.params = {}
        self.layers = {}
        self.last_layer = SoftmaxWithLoss()
        sizes = [input_size, *hidden_size_list, output_size]
        self.count = len(sizes) - 1
        for i in range(1, self.count + 1):
            W = init_weights(sizes[i - 1], sizes[i], weight_init_std, rng)
            b = np.zeros(sizes[i])
            self.params[f"W{i}"], self.params[f"b{i}"] = W, b
            self.layers[f"Affine{i}"] = Affine(W, b)
            if i < self.count:
                self.layers[f"Activation{i}"] = activations[activation]()

    def predict(self, x):
        """x: (N, input_size)  ->  scores: (N, output_size), before softmax"""
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        """The mean loss of the batch: one number"""
        loss = self.last_layer.forward(self.predict(x), t)
        for i in range(1, self.count + 1):
            loss += self.weight_decay_lambda / 2 * np.sum(self.params[f"W{i}"] ** 2)
        return loss

    def accuracy(self, x, t):
        """The share of rows whose largest score is at t, from 0 to 1"""
        labels = np.argmax(t, axis=1) if t.ndim == 2 else t
        return np.mean(np.argmax(self.predict(x), axis=1) == labels)

    def gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, ...}, each of its parameter's shape"""
        self.loss(x, t)  # every layer keeps what its backward needs
        dout = self.last_layer.backward(1)
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        grads = {}
        for i in range(1, self.count + 1):
            affine = self.layers[f"Affine{i}"]
            grads[f"W{i}"] = affine.dW + self.weight_decay_lambda * self.params[f"W{i}"]
            grads[f"b{i}"] = affine.db
        return grads
