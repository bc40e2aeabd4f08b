from solution import forward


def backward(x, y, dz=1):
    return dz * 2 * (x + y)
