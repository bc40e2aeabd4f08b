from solution import describe


def add_and_scale(W, X):
    return W * X, W + X
