from mine import AND, OR


def XOR(x1, x2):
    return AND(AND(x1, x2), OR(x1, x2))
