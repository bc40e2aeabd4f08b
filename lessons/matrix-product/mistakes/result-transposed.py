from solution import matmul as right


def matmul(A, B):
    return right(A, B).T.copy()
