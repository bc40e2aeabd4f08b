from solution import forward


def backward(x, y, dz=1):
    dt = dz * (2 * (x + y) + 1)
    return dt, dt
