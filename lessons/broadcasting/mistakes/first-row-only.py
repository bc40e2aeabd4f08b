from solution import normalize_columns


def add_bias(A, b):
    y = A.copy()
    y[0] += b
    return y
