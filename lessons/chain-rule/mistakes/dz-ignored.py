from solution import forward


def backward(x, y, dz=1):
    dt = 2 * (x + y)
    return dt, dt
