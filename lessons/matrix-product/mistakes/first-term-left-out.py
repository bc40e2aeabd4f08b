import numpy as np


def matmul(A, B):
    if A.shape[1] != B.shape[0]:
        raise ValueError(f"{A.shape} and {B.shape}")
    return A[:, 1:] @ B[1:]
