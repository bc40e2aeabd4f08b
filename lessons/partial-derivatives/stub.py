from mine import numerical_diff


def partial_x0(f, x0, x1):
    """The slope of f(x0, x1) when x0 alone moves: one
    number
    """
    raise NotImplementedError


def partial_x1(f, x0, x1):
    """The slope of f(x0, x1) when x1 alone moves: one
    number
    """
    raise NotImplementedError
