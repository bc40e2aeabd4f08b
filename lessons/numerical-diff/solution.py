def numerical_diff(f, x):
    """The slope of f at x, from two values of f.
    f: a function of one number, x: a number
    ->  a number
    """
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)
