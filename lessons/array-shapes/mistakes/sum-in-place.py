from solution import describe


def add_and_scale(W, X):
    W += X
    return W, W * X
