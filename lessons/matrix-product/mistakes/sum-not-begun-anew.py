import numpy as np


def matmul(A, B):
    C = np.zeros((A.shape[0], B.shape[1]))
    total = 0
    for i in range(A.shape[0]):
        for j in range(B.shape[1]):
            for k in range(A.shape[1]):
                total += A[i, k] * B[k, j]
            C[i, j] = total
    return C
