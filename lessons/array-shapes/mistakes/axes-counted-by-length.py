from solution import add_and_scale


def describe(x):
    return len(x), x.shape, x.size
