from mine import numerical_gradient


def gradient_descent(f, init_x, lr=0.01, step_num=100):
    """The place after step_num steps down from init_x.

    f: takes an array, returns one number.
    init_x: floats, (D,)
    ->  x: (D,)
    """
    x = init_x.copy()  # the caller keeps the start
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x
