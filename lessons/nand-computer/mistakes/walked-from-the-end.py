from solution import add8 as right
from solution import full_adder, half_adder


def add8(xs, ys):
    return right(xs[::-1], ys[::-1])
