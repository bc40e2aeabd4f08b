import numpy as np

from common.layers import Affine, BatchNormalization, Dropout, Relu, Sigmoid, SoftmaxWithLoss


class MultiLayerNetExtend:
    """x -> (Affine -> BatchNormalization -> activation -> Dropout) for each hidden size -> Affine, then softmax with loss

    Book 1's network of chapter 6, of the layers in common/layers.py. use_batchnorm and use_dropout switch these two on.
    """

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
        use_dropout=False,
        dropout_ration=0.5,
        use_batchnorm=False,
    ):
        self.weight_decay_lambda = weight_decay_lambda
        self.params, self.layers, self.last_layer = {}, {}, SoftmaxWithLoss()
        self.depth = len(hidden_size_list) + 1
        sizes = [input_size, *hidden_size_list, output_size]
        for i in range(1, self.depth + 1):
            self._add_affine(i, sizes[i - 1], sizes[i], weight_init_std)
            if i < self.depth:
                if use_batchnorm:
                    self._add_norm(i, sizes[i])
                self.layers[f"Activation{i}"] = {"relu": Relu, "sigmoid": Sigmoid}[activation.lower()]()
                if use_dropout:
                    self.layers[f"Dropout{i}"] = Dropout(dropout_ration)

    def _add_affine(self, i, n_in, n_out, kind):
        scales = {"relu": 2, "he": 2, "sigmoid": 1, "xavier": 1}
        std = np.sqrt(scales[kind.lower()] / n_in) if isinstance(kind, str) else kind
        W, b = std * np.random.randn(n_in, n_out), np.zeros(n_out)
        self.params[f"W{i}"], self.params[f"b{i}"] = W, b
        self.layers[f"Affine{i}"] = Affine(W, b)

    def _add_norm(self, i, size):
        gamma, beta = np.ones(size), np.zeros(size)
        self.params[f"gamma{i}"], self.params[f"beta{i}"] = gamma, beta
        self.layers[f"BatchNorm{i}"] = BatchNormalization(gamma, beta)

    def predict(self, x, train_flg=False):
        """x: (N, input_size)  ->  scores: (N, output_size)"""
        for name, layer in self.layers.items():
            x = layer.forward(x, train_flg) if name.startswith(("BatchNorm", "Dropout")) else layer.forward(x)
        return x

    def loss(self, x, t, train_flg=False):
        """The mean loss of the batch, with the penalty on weights"""
        squares = sum(np.sum(self.params[f"W{i}"] ** 2) for i in range(1, self.depth + 1))
        return self.last_layer.forward(self.predict(x, train_flg), t) + self.weight_decay_lambda / 2 * squares

    def accuracy(self, x, t):
        """The share of rows whose largest score is at t, from 0 to 1"""
        labels = np.argmax(t, axis=1) if t.ndim == 2 else t
        return np.mean(np.argmax(self.predict(x), axis=1) == labels)

    def gradient(self, x, t):
        """{"W1": dL/dW1, ...}, each of its parameter's shape"""
        self.loss(x, t, train_flg=True)
        dout = self.last_layer.backward(1)
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        grads = {}
        for i in range(1, self.depth + 1):
            affine = self.layers[f"Affine{i}"]
            grads[f"W{i}"] = affine.dW + self.weight_decay_lambda * self.params[f"W{i}"]
            grads[f"b{i}"] = affine.db
            norm = self.layers.get(f"BatchNorm{i}")
            if norm is not None:
                grads[f"gamma{i}"], grads[f"beta{i}"] = norm.dgamma, norm.dbeta
        return grads
