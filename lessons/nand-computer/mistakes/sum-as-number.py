from solution import add8, full_adder


def half_adder(a, b):
    return a + b
