from solution import add8, full_adder
from solution import half_adder as right


def half_adder(a, b):
    return right(a, b)[::-1]
