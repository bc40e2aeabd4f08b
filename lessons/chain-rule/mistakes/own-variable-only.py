from solution import forward


def backward(x, y, dz=1):
    return 2 * x * dz, 2 * y * dz
