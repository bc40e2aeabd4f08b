from solution import add8, half_adder


def full_adder(a, b, c):
    first, carry = half_adder(a, b)
    return half_adder(first, c)[0], carry
