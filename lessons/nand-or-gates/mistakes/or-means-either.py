from solution import NAND


def OR(x1, x2):
    return 1 if x1 != x2 else 0
