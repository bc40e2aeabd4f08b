"""Chapter 3: weights that ship read digits, in batches."""

import os
import pickle
import sys

sys.path.append(os.pardir)
import numpy as np
from common.functions import sigmoid, softmax

from dataset.mnist import load_mnist

_, (x, t) = load_mnist(normalize=True, flatten=True, one_hot_label=False)
with open("sample_weight.pkl", "rb") as file:
    network = pickle.load(file)
hits = 0
for i in range(0, 1000, 100):
    z = sigmoid(x[i : i + 100] @ network["W1"] + network["b1"])
    z = sigmoid(z @ network["W2"] + network["b2"])
    y = softmax(z @ network["W3"] + network["b3"])
    assert np.allclose(y.sum(axis=1), 1)
    hits += np.sum(np.argmax(y, axis=1) == t[i : i + 100])
assert hits > 900, hits
