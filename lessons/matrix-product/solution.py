import numpy as np


def matmul(A, B):
    """A: (N, D), B: (D, M)  ->  C: (N, M)

    Raises ValueError, naming both shapes, if the rows of
    A and the columns of B differ in length.
    """
    if A.shape[1] != B.shape[0]:
        raise ValueError(f"{A.shape} and {B.shape} do not fit: {A.shape[1]} is not {B.shape[0]}")
    C = np.zeros((A.shape[0], B.shape[1]))
    for i in range(A.shape[0]):
        for j in range(B.shape[1]):
            for k in range(A.shape[1]):
                C[i, j] += A[i, k] * B[k, j]
    return C
