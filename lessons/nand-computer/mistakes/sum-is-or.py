from mine import NAND
from solution import add8, full_adder
from solution import half_adder as right


def half_adder(a, b):
    return NAND(NAND(a, a), NAND(b, b)), right(a, b)[1]
