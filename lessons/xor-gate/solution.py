from mine import AND, NAND, OR


def XOR(x1, x2):
    """1 if exactly one of x1 and x2 is 1, else 0"""
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    return AND(s1, s2)
