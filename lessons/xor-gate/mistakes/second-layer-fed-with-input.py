from mine import AND, NAND


def XOR(x1, x2):
    return AND(NAND(x1, x2), x1)
