from mine import NAND


def XOR(x1, x2):
    return NAND(x1, x2)
