from mine import NAND


def half_adder(a, b):
    """a, b: bits
    ->  (sum, carry), with a + b = sum + 2 * carry
    """
    raise NotImplementedError


def full_adder(a, b, c):
    """a, b: bits, c: the carry that comes in
    ->  (sum, carry), with a + b + c = sum + 2 * carry
    """
    raise NotImplementedError


def add8(xs, ys):
    """xs, ys: 8 bits each, xs[k] counts 2**k
    ->  9 bits of their sum in the same order
    """
    raise NotImplementedError
