import numpy as np
from mine import cross_entropy_error, softmax


class simpleNet:
    def __init__(self):
        self.W = np.random.randn(2, 3)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        return cross_entropy_error(t, softmax(self.predict(x)))
