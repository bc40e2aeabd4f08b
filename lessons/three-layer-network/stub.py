import numpy as np
from mine import sigmoid


def init_network():
    """The weights and biases of a network with 2 inputs, 3
    and 2 hidden units, and 2 outputs, by name
    """
    return {
        "W1": np.array([[1.0, -1.0, 0.3], [0.5, 0.5, -1.0]]),
        "b1": np.array([0.2, 0.0, 0.6]),
        # W2, b2, W3, b3: yours
    }


def forward(network, x):
    """x: (2,)
    ->  y: (2,), any numbers: nothing is done to the last
        sums
    """
    raise NotImplementedError
