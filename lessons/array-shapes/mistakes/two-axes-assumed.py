from solution import add_and_scale


def describe(x):
    return 2, (x.shape[0], x.shape[1]), x.shape[0] * x.shape[1]
