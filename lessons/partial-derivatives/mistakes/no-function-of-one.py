from mine import numerical_diff


def partial_x0(f, x0, x1):
    return numerical_diff(f(x0, x1), x0)


def partial_x1(f, x0, x1):
    return numerical_diff(f(x0, x1), x1)
