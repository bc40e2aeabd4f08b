from solution import normalize_columns


def add_bias(A, b):
    return A + b.reshape(-1, 1)
