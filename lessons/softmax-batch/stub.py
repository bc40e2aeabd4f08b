import numpy as np


def softmax(x):
    """x: scores, (N, K), a datum in each row
    ->  y: probabilities, (N, K)
    """
    raise NotImplementedError
