import numpy as np
from mine import cross_entropy_error, numerical_gradient, sigmoid, softmax


class TwoLayerNet:
    """x -> weighted sums -> sigmoid -> weighted sums ->
    softmax -> probabilities

    x: (N, input_size), t: (N, output_size), one-hot
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }

    def predict(self, x):
        """x: (N, input_size)
        ->  probabilities: (N, output_size)
        """
        z = sigmoid(x @ self.params["W1"] + self.params["b1"])
        return softmax(z @ self.params["W2"] + self.params["b2"])

    def loss(self, x, t):
        """The mean cross entropy error of the batch: one
        number
        """
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        """The share of rows whose largest probability is at
        t, from 0 to 1
        """
        return np.mean(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=1))

    def numerical_gradient(self, x, t):
        """{"W1": dL/dW1, "b1": dL/db1, "W2": dL/dW2,
        "b2": dL/db2}, each of its parameter's shape
        """
        f = lambda _: self.loss(x, t)  # it looks at the very arrays that are moved
        return {name: numerical_gradient(f, value) for name, value in self.params.items()}
