"""Runs against any module that defines describe and add_and_scale; yields what came out, by name."""

import numpy as np

from engine.checking import check_call, check_function
from engine.checking.calls import is_row


def checks(module, draw):
    for shape in ((3, 4), (2, 3, 4), (5,), (6, 1), ()):
        yield from described(module, draw.at(f"{shape}"), shape)
    for N, D in ((3, 3), (2, 3), (1, 4)):
        yield from added_and_scaled(module, draw, (N, D))


def described(module, draw, shape):
    x = draw("x", shape)
    yield from check_call(lambda: module.describe(x.copy()), case=f"shape {shape}", variable="describe(x)")


def added_and_scaled(module, draw, shape):
    case = f"two arrays {shape}"
    W, X = draw.at(case)("W", shape), draw.at(case)("X", shape)
    yield from check_call(
        lambda: how_many(module.add_and_scale(W.copy(), X.copy()), shape), case=case, variable="the number of results"
    )
    for index, variable in enumerate(("sum", "product")):
        yield from check_function(
            lambda W, X, index=index: module.add_and_scale(W, X)[index],
            args={"W": shape, "X": shape},
            case=case,
            draw=draw,
            variable=variable,
        )


def how_many(results, shape):
    """2 for a pair, also where an array holds both; an array of this shape is one result, however many rows it has."""
    if results is None:
        return None
    stacked = np.shape(results)[1:] == shape if isinstance(results, np.ndarray) else is_row(results)
    return len(results) if stacked else 1
