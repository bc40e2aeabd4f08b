import numpy as np
from mine import sigmoid, softmax


def predict(network, x):
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    return softmax(np.dot(z2, network["W3"]) + network["b3"])


def accuracy(network, x, t, batch_size=100):
    right = 0
    for k in range(len(x) // batch_size):
        rows = slice(k * batch_size, (k + 1) * batch_size)
        right += np.sum(np.argmax(predict(network, x[rows]), axis=1) == t[rows])
    return right / len(x)
