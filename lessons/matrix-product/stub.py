import numpy as np


def matmul(A, B):
    """A: (N, D), B: (D, M)  ->  C: (N, M)

    Raises ValueError, naming both shapes, if the rows of
    A and the columns of B differ in length.
    """
    raise NotImplementedError
