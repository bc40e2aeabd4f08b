def describe(x):
    """x: an array of any shape
    ->  (number of axes, shape, number of elements)
    """
    return x.ndim, x.shape, x.size


def add_and_scale(W, X):
    """W, X: two arrays of one shape
    ->  (their sum, their product element by element)
    """
    return W + X, W * X
