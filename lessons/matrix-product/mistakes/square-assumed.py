import numpy as np


def matmul(A, B):
    n = A.shape[0]
    C = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            C[i, j] = np.sum(A[i] * B[:, j])
    return C
