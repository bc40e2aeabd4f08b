import numpy as np
from mine import cross_entropy_error, softmax


class simpleNet:
    def __init__(self):
        self.W = np.random.randn(3, 2)

    def predict(self, x):
        return self.W @ x

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)
