import numpy as np
from mine import cross_entropy_error, numerical_gradient, sigmoid, softmax


class TwoLayerNet:
    """x -> weighted sums -> sigmoid -> weighted sums ->
    softmax -> probabilities

    x: (N, input_size), t: (N, output_size), one-hot
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        # self.params["W1"], "b1", "W2", "b2": weights at random times weight_init_std, biases 0
        raise NotImplementedError

    def predict(self, x):
        """x: (N, input_size)
        ->  probabilities: (N, output_size)
        """
        raise NotImplementedError

    def loss(self, x, t):
        """The mean cross entropy error of the batch: one
        number
        """
        raise NotImplementedError

    def accuracy(self, x, t):
        """The share of rows whose largest probability is at
        t, from 0 to 1
        """
        return np.mean(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=1))

    def numerical_gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, "W2": dL/dW2,
        "b2": dL/db2}, each of its parameter's shape
        """
        raise NotImplementedError
