from solution import forward


def backward(x, y, dz=1):
    dt = dz * forward(x, y)
    return dt, dt
