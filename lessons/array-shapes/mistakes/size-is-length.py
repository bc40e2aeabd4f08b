from solution import add_and_scale


def describe(x):
    return x.ndim, x.shape, len(x)
