from mine import NAND
from solution import add8, half_adder


def full_adder(a, b, c):
    carry1, first = half_adder(a, b)
    total, carry2 = half_adder(first, c)
    return total, NAND(NAND(carry1, carry1), NAND(carry2, carry2))
