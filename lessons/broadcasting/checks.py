"""Runs against any module that defines add_bias and normalize_columns; yields what came out, by name."""

import numpy as np

from engine.checking import beyond, check_function

RTOL = 1e-6  # leaves room for a 1e-7 that somebody adds to the standard deviation
UNITS = (1.0, 40.0, 7.0, 300.0, 15.0)  # columns differ in their size, as kilograms and centimetres do


def checks(module, draw):
    for N, M in ((3, 3), (5, 3), (1, 4)):
        case = f"add_bias, A ({N}, {M})"
        yield from check_function(
            lambda A, b: module.add_bias(A, b), args={"A": (N, M), "b": (M,)}, case=case, draw=draw, variable="y"
        )
    for N, D in ((4, 4), (5, 3), (8, 2)):
        case = f"normalize_columns, X ({N}, {D})"
        yield from normalized(module, draw, case, measured(draw.at(case), N, D))
    whole = np.array([[2, 50], [4, 10], [9, 30], [1, 90]])
    yield from beyond(normalized(module, draw, "normalize_columns, whole numbers", whole))
    yield from beyond(normalized(module, draw, "a column of equal numbers", np.array([[2.0, 5.0], [6.0, 5.0], [4.0, 5.0]])))


def measured(draw, N, D):
    return 10 * np.array(UNITS[:D]) * (draw("X", (N, D)) + 3)


def normalized(module, draw, case, X):
    return check_function(
        lambda given: module.normalize_columns(given), args={"X": X}, case=case, draw=draw, variable="Z", rtol=RTOL
    )
