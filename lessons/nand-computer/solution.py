from mine import NAND


def half_adder(a, b):
    """a, b: bits
    ->  (sum, carry), with a + b = sum + 2 * carry
    """
    n = NAND(a, b)
    return NAND(NAND(a, n), NAND(b, n)), NAND(n, n)


def full_adder(a, b, c):
    """a, b: bits, c: the carry that comes in
    ->  (sum, carry), with a + b + c = sum + 2 * carry
    """
    first, carry1 = half_adder(a, b)
    total, carry2 = half_adder(first, c)
    return total, NAND(NAND(carry1, carry1), NAND(carry2, carry2))


def add8(xs, ys):
    """xs, ys: 8 bits each, xs[k] counts 2**k
    ->  9 bits of their sum in the same order
    """
    bits, carry = [], 0
    for x, y in zip(xs, ys, strict=True):
        bit, carry = full_adder(x, y, carry)
        bits.append(bit)
    return [*bits, carry]
