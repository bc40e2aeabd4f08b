from mine import NAND, OR


def XOR(x1, x2):
    return NAND(NAND(x1, x2), OR(x1, x2))
