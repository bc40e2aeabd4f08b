import numpy as np
from mine import cross_entropy_error, softmax


class simpleNet:
    """One layer of weights: two inputs, three classes"""

    def __init__(self):
        self.W = np.random.randn(2, 3)

    def predict(self, x):
        """x: (2,)  ->  scores: (3,), before softmax"""
        return x @ self.W

    def loss(self, x, t):
        """x: (2,), t: (3,), one-hot
        ->  the cross entropy error of softmax(scores):
            one number
        """
        return cross_entropy_error(softmax(self.predict(x)), t)
