from solution import forward

PUSH = 0.01


def backward(x, y, dz=1):
    before = forward(x, y)
    dx = (forward(x + PUSH, y) - before) / PUSH
    dy = (forward(x, y + PUSH) - before) / PUSH
    return dx * dz, dy * dz
