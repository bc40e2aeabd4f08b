from solution import full_adder, half_adder


def add8(xs, ys):
    result, carry = [], 0
    for x, y in zip(reversed(xs), reversed(ys), strict=True):
        bit, carry = full_adder(x, y, carry)
        result.insert(0, bit)
    return [carry, *result]
