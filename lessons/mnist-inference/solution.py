import numpy as np
from mine import sigmoid, softmax


def predict(network, x):
    """x: (N, 784), network: W1, b1, W2, b2, W3, b3 by name
    ->  y: probabilities, (N, 10)
    """
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    return softmax(np.dot(z2, network["W3"]) + network["b3"])


def accuracy(network, x, t, batch_size=100):
    """The share of rows whose largest probability is at t, from 0 to 1; `batch_size` rows at a time

    x: (N, 784), t: labels, (N,), or one-hot, (N, 10)
    """
    labels = np.argmax(t, axis=1) if np.ndim(t) == 2 else t
    right = 0
    for start in range(0, len(x), batch_size):
        rows = slice(start, start + batch_size)
        right += np.sum(np.argmax(predict(network, x[rows]), axis=1) == labels[rows])
    return right / len(x)
