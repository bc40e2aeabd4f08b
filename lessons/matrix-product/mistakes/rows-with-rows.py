import numpy as np


def matmul(A, B):
    C = np.zeros((A.shape[0], B.shape[0]))
    for i in range(A.shape[0]):
        for j in range(B.shape[0]):
            C[i, j] = np.sum(A[i] * B[j])
    return C
