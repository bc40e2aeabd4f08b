"""Runs against any module that defines NAND and OR; yields their whole truth tables, so that each wrong table has a name."""

from engine.checking import check_call

INPUTS = ((0, 0), (1, 0), (0, 1), (1, 1))


def checks(module, draw):
    for name in ("NAND", "OR"):
        for x1, x2 in INPUTS:
            yield from check_call(
                lambda name=name, x1=x1, x2=x2: getattr(module, name)(x1, x2),
                case=f"truth table of {name}",
                variable=f"{name}({x1}, {x2})",
            )
