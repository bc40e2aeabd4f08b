from mine import numerical_diff


def partial_x0(f, x0, x1):
    return numerical_diff(lambda moved: f(moved, x1), 3.0)


def partial_x1(f, x0, x1):
    return numerical_diff(lambda moved: f(x0, moved), 4.0)
