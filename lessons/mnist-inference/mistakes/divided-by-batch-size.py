import numpy as np
from mine import sigmoid, softmax


def predict(network, x):
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    return softmax(np.dot(z2, network["W3"]) + network["b3"])


def accuracy(network, x, t, batch_size=100):
    right = 0
    for start in range(0, len(x), batch_size):
        y = predict(network, x[start : start + batch_size])
        right += np.sum(np.argmax(y, axis=1) == t[start : start + batch_size])
    return right / batch_size
