from solution import backward


def forward(x, y):
    return x**2 + y**2
