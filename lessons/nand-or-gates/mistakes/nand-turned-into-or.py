from solution import OR


def NAND(x1, x2):
    return OR(x1, x2)
