from solution import full_adder, half_adder


def add8(xs, ys):
    pairs = [full_adder(x, y, 0) for x, y in zip(xs, ys, strict=True)]
    return [*(bit for bit, _ in pairs), pairs[-1][1]]
