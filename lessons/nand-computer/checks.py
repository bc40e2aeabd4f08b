"""Runs against any module that defines half_adder, full_adder and add8; yields what came out, by name."""

from contextlib import contextmanager
from itertools import product

from engine.checking import beyond, check_call

PAIRS = ((1, 2), (6, 7), (13, 22), (200, 100), (255, 1), (0, 0), (255, 255))
DRAWN = 3


def checks(module, draw):
    for name, count in (("half_adder", 2), ("full_adder", 3)):
        for bits in product((0, 1), repeat=count):
            yield from check_call(
                lambda name=name, bits=bits: plain(getattr(module, name)(*bits)), case=name, variable=f"{name}{bits}"
            )
    more = draw.rng("pairs").integers(0, 256, (DRAWN, 2)).tolist()
    for x, y in (*PAIRS, *more):
        yield from check_call(
            lambda x=x, y=y: plain(module.add8(bits_of(x), bits_of(y))), case="add8", variable=f"{x} + {y}"
        )
    yield from beyond(nand_alone(module))


def plain(result):
    """Bits of any kind as a list of int; what is no row of bits stays as it is."""
    return [int(bit) for bit in result] if hasattr(result, "__iter__") else result


def bits_of(number):
    return [number >> k & 1 for k in range(8)]


def nand_alone(module):
    """With every NAND stuck at 1, an adder of nothing but NANDs answers always the same."""
    inputs = {
        "half_adder": list(product((0, 1), repeat=2)),
        "full_adder": list(product((0, 1), repeat=3)),
        "add8": [(bits_of(x), bits_of(y)) for x, y in PAIRS],
    }
    for name, given in inputs.items():
        yield from check_call(
            lambda name=name, given=given: stuck(module, name, given),
            case="nothing but NAND",
            variable=f"{name} with every NAND stuck at 1",
        )


def stuck(module, name, given):
    with every_nand_at_one(module):
        answers = [plain(getattr(module, name)(*values)) for values in given]
    return "always the same" if all(answer == answers[0] for answer in answers) else "different from input to input"


@contextmanager
def every_nand_at_one(module):
    """Under whatever name the module holds its NAND, and in `mine` where it is asked for there."""
    owners = [module, *(value for value in vars(module).values() if getattr(value, "__name__", "") == "mine")]
    held = [(owner, name, value) for owner in owners for name, value in vars(owner).items() if is_nand(value)]
    for owner, name, _ in held:
        setattr(owner, name, lambda a, b: 1)
    try:
        yield
    finally:
        for owner, name, value in held:
            setattr(owner, name, value)


def is_nand(value):
    return callable(value) and getattr(value, "__name__", "") == "NAND"
