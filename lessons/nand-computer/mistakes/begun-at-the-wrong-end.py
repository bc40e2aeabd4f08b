from solution import add8 as right
from solution import full_adder, half_adder


def add8(xs, ys):
    *bits, carry = right(xs[::-1], ys[::-1])
    return [*bits[::-1], carry]
