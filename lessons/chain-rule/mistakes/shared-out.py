from solution import forward


def backward(x, y, dz=1):
    dt = dz * 2 * (x + y)
    return dt / 2, dt / 2
