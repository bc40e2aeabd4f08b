"""Runs against any module that defines collapse; yields W and b by name."""

from engine.checking import check_function

# All sizes equal first: a product in the wrong order then gives wrong numbers, which say more than shapes that do not fit.
SIZES = {"D=H=M=3": (3, 3, 3), "D=4, H=5, M=2": (4, 5, 2), "D=1, H=6, M=3": (1, 6, 3)}


def checks(module, draw):
    for case, sizes in SIZES.items():
        yield from collapse(module, draw, case, *sizes)


def collapse(module, draw, case, D, H, M):
    args = {"W1": (D, H), "b1": (H,), "W2": (H, M), "b2": (M,)}

    def part(number):
        def call(*given):
            W, b = module.collapse(*given)
            return (W, b)[number]

        return call

    for number, variable in enumerate(("W", "b")):
        yield from check_function(part(number), args=args, case=case, draw=draw, variable=variable)
