def numerical_diff(f, x):
    """The slope of f at x, from two values of f.
    f: a function of one number, x: a number
    ->  a number
    """
    raise NotImplementedError
