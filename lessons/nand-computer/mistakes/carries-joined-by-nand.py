from mine import NAND
from solution import add8, half_adder


def full_adder(a, b, c):
    first, carry1 = half_adder(a, b)
    total, carry2 = half_adder(first, c)
    return total, NAND(carry1, carry2)
