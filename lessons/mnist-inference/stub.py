import numpy as np
from mine import sigmoid, softmax


def predict(network, x):
    """x: (N, 784), network: W1, b1, W2, b2, W3, b3 by name
    ->  y: probabilities, (N, 10)
    """
    raise NotImplementedError


def accuracy(network, x, t, batch_size=100):
    """The share of rows whose largest probability is at t,
    from 0 to 1; `batch_size` rows at a time

    x: (N, 784), t: labels, (N,)
    """
    raise NotImplementedError
