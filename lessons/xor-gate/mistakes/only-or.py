from mine import OR


def XOR(x1, x2):
    return OR(x1, x2)
