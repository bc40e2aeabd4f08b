import numpy as np
from mine import Affine, Convolution, Dropout, Pooling, Relu, SoftmaxWithLoss


class DeepConvNet:
    """(Convolution -> Relu -> Convolution -> Relu -> Pool)
    three times, then Affine -> Relu -> Dropout
    -> Affine -> Dropout -> scores, then softmax with loss

    params: W1, b1, ... W6, b6 (filters), W7, b7, W8, b8
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
        conv_params = (conv_param_1, conv_param_2, conv_param_3, conv_param_4, conv_param_5, conv_param_6)
        self.params = {}
        self.layers = []  # all of them, in the order of the flow
        self.last_layer = SoftmaxWithLoss()
        raise NotImplementedError

    def predict(self, x, train_flg=False):
        """x: (N, *input_dim) -> scores: (N, output_size)"""
        raise NotImplementedError

    def loss(self, x, t):
        """The mean loss of the batch, with dropout on"""
        raise NotImplementedError

    def accuracy(self, x, t, batch_size=100):
        """The share of images whose top score is at t"""
        labels = np.argmax(t, axis=1) if t.ndim == 2 else t
        right = 0
        for start in range(0, len(x), batch_size):
            scores = self.predict(x[start : start + batch_size])
            right += np.sum(np.argmax(scores, axis=1) == labels[start : start + batch_size])
        return right / len(x)

    def gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, ... "b8": dL/db8}"""
        raise NotImplementedError
