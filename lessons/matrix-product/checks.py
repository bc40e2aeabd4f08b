"""Runs against any module that defines matmul; yields what came out, by name."""

import re
from itertools import pairwise

import numpy as np

from engine.checking import Observation, Raised, check_function
from engine.checking.calls import Shape
from engine.checking.observations import attempt


class AboveZero(Shape):
    """Numbers above 0: a single sum that nearly cancels has fewer right digits than float32."""

    def drawn(self, draw, name):
        return np.abs(draw(name, self))


FIT = ((3, 3), (3, 3)), ((2, 3), (3, 4)), (AboveZero((1, 5)), AboveZero((5, 1))), ((4, 1), (1, 2))
MISFIT = ((2, 3), (4, 5)), ((2, 4), (3, 5)), ((3, 2), (3, 2)), ((2, 1), (4, 5))  # the last: an axis of 1 may not stretch


def checks(module, draw):
    for A, B in FIT:
        args = {"A": A, "B": B}
        yield from check_function(lambda A, B: module.matmul(A, B), args=args, case=f"{A} @ {B}", draw=draw, variable="C")
    whole = {"A": np.array([[1, 2, -3], [4, 0, 5]]), "B": (3, 2)}
    yield from check_function(
        lambda A, B: module.matmul(A, B), args=whole, case="A of whole numbers", draw=draw, variable="C"
    )
    for A, B in MISFIT:
        yield from misfit(module, draw.at(f"{A} @ {B}"), A, B)


def misfit(module, draw, A_shape, B_shape):
    """What is raised where the shapes do not fit, and which of them its text names."""
    result = attempt(lambda: module.matmul(draw("A", A_shape), draw("B", B_shape)))
    if isinstance(result, Raised) and isinstance(result.error, NotImplementedError):
        yield seen(draw, "what it raises", result)
    elif isinstance(result, Raised):
        kind = ValueError if isinstance(result.error, ValueError) else type(result.error)  # one's own kind of it is one
        yield seen(draw, "what it raises", kind.__name__)
        yield seen(draw, "what its text names", named(str(result.error), A_shape, B_shape))
    else:
        yield seen(draw, "what it raises", f"nothing (it returns {type(result).__name__})")


def seen(draw, variable, value):
    return Observation(f"{draw.case}/{variable}/value", "forward", "same", value)


def named(text, *shapes):
    """However a shape is written, its numbers stand beside each other: (2, 3), [2,3], 2x3."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    found = [shape for shape in shapes if shape in pairwise(numbers)]
    if len(found) == len(shapes):
        return "both shapes"
    return f"{found[0]} alone" if found else "neither shape"
