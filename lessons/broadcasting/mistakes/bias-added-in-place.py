from solution import normalize_columns


def add_bias(A, b):
    A += b
    return A
