def sigmoid_grad(x):
    """The slope of the sigmoid. x: any shape  ->  as x"""
    y = sigmoid(x)
    return y * (1 - y)


def relu_grad(x):
    """1 where x is above 0, else 0. x: any shape  ->  as x"""
    return (x > 0).astype(float)
