import numpy as np
from mine import Affine, Convolution, Dropout, Pooling, Relu, SoftmaxWithLoss


class DeepConvNet:
    """(Convolution -> Relu -> Convolution -> Relu -> Pooling) x 3 -> Affine -> Relu -> Dropout -> Affine -> Dropout

    x: (N, *input_dim) -> scores: (N, output_size), then softmax with loss. params: W1, b1 ... W8, b8
    """

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param_1={"filter_num": 16, "filter_size": 3, "pad": 1, "stride": 1},
        conv_param_2={"filter_num": 16, "filter_size": 3, "pad": 1, "stride": 1},
        conv_param_3={"filter_num": 32, "filter_size": 3, "pad": 1, "stride": 1},
        conv_param_4={"filter_num": 32, "filter_size": 3, "pad": 2, "stride": 1},
        conv_param_5={"filter_num": 64, "filter_size": 3, "pad": 1, "stride": 1},
        conv_param_6={"filter_num": 64, "filter_size": 3, "pad": 1, "stride": 1},
        hidden_size=50,
        output_size=10,
    ):
        self.params = {}
        self.layers = []
        self.last_layer = SoftmaxWithLoss()
        conv_params = (conv_param_1, conv_param_2, conv_param_3, conv_param_4, conv_param_5, conv_param_6)
        C, H, width = input_dim
        for i, param in enumerate(conv_params, 1):
            size, pad, stride = param["filter_size"], param["pad"], param["stride"]
            W = self._weights(i, (param["filter_num"], C, size, size), C * size * size)
            self.layers += [Convolution(W, self.params[f"b{i}"], stride, pad), Relu()]
            C = param["filter_num"]  # what the next filters look into
            H, width = (H + 2 * pad - size) // stride + 1, (width + 2 * pad - size) // stride + 1
            if i % 2 == 0:
                self.layers.append(Pooling(2, 2, stride=2))
                H, width = H // 2, width // 2
        W7 = self._weights(7, (C * H * width, hidden_size), C * H * width)
        self.layers += [Affine(W7, self.params["b7"]), Relu(), Dropout(0.5)]
        W8 = self._weights(8, (hidden_size, output_size), hidden_size)
        W8 *= np.sqrt(1 / 2)
        self.layers += [Affine(W8, self.params["b8"]), Dropout(0.5)]
        self.learning = [layer for layer in self.layers if isinstance(layer, Convolution | Affine)]

    def _weights(self, i, shape, n_in):
        """He: a standard deviation of sqrt(2 / inputs of one unit). Biases begin at 0."""
        self.params[f"W{i}"] = np.sqrt(2 / n_in) * np.random.randn(*shape)
        self.params[f"b{i}"] = np.zeros(shape[0] if len(shape) == 4 else shape[1])
        return self.params[f"W{i}"]

    def predict(self, x, train_flg=False):
        """x: (N, *input_dim)  ->  scores: (N, output_size)"""
        for layer in self.layers:
            x = layer.forward(x, train_flg) if isinstance(layer, Dropout) else layer.forward(x)
        return x

    def loss(self, x, t):
        """The mean loss of the batch, as training sees it: with dropout"""
        return self.last_layer.forward(self.predict(x, train_flg=True), t)

    def accuracy(self, x, t, batch_size=100):
        """The share of images whose largest score is at t, some at a time"""
        labels = np.argmax(t, axis=1) if t.ndim == 2 else t
        right = 0
        for start in range(0, len(x), batch_size):
            scores = self.predict(x[start : start + batch_size])
            right += np.sum(np.argmax(scores, axis=1) == labels[start : start + batch_size])
        return right / len(x)

    def gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, ... "b8"}, each of its parameter's shape"""
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        grads = {}
        for i, layer in enumerate(self.learning, 1):
            grads[f"W{i}"], grads[f"b{i}"] = layer.dW, layer.db
        return grads
