"""Runs against any module that defines forward and backward; yields what they return."""

from engine.checking import check_call

BY_HAND = (3.0, 2.0)


def checks(module, draw):
    yield from both(module, "x=3, y=2", BY_HAND)
    yield from both(module, "x=1, y=-4", (1.0, -4.0))
    yield from back(module, "x=3, y=2, dz=-0.5", (*BY_HAND, -0.5))
    yield from back(module, "x=3, y=2, dz=0", (*BY_HAND, 0.0))
    for number in range(3):
        x, y, dz = (float(value) for value in draw(f"numbers {number}", 3))
        yield from both(module, f"x={x:.2f}, y={y:.2f}", (x, y))
        yield from back(module, f"x={x:.2f}, y={y:.2f}, dz={dz:.2f}", (x, y, dz))


def both(module, case, numbers):
    yield from check_call(lambda: module.forward(*numbers), case=case, variable="z")
    yield from back(module, case, numbers)


def back(module, case, numbers):
    yield from check_call(lambda: module.backward(*numbers), case=case, variable="(dx, dy)")
