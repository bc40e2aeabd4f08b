"""Operands of a line whose shapes do not fit: their symbols, and the axes that disagree."""

from __future__ import annotations

import pytest

from tutor.judge.diagnosis.shape_report import find_disagreeing, shape_report

PRODUCT, SUM = "matmul: ... mismatch in its core dimension 0", "operands could not be broadcast together"
SHAPES = {"x": "(N, D)", "W": "(D, M)", "b": "(M,)"}


@pytest.mark.parametrize(
    ("left", "right", "error", "marked"),
    [
        ((3, 4), (5, 4), PRODUCT, ({1}, {0})),
        ((3, 4), (5,), PRODUCT, ({1}, {0})),
        ((4,), (5, 4), PRODUCT, ({0}, {0})),
        ((2, 3, 4), (2, 5, 4), PRODUCT, ({2}, {1})),
        ((3, 4), (4, 5), SUM, ({0, 1}, {0, 1})),
        ((3, 4), (3,), SUM, ({1}, {0})),
        ((3, 1), (2, 5), SUM, ({0}, {0})),
        ((3, 4), (4, 5), "something else", (set(), set())),
    ],
)
def test_the_axes_that_disagree_are_found(
    left: tuple[int, ...], right: tuple[int, ...], error: str, marked: tuple[set[int], ...]
) -> None:
    assert tuple(map(set, find_disagreeing([("a", left), ("b", right)], error))) == marked


def test_symbols_of_a_transpose_are_turned_round() -> None:
    assert shape_report([("x", (3, 4)), ("self.W.T", (5, 4))], PRODUCT, SHAPES) == (
        "x (N=3, >D=4<), self.W.T (>M=5<, D=4)",
        True,
    )


def test_symbols_that_contradict_each_other_are_left_out() -> None:
    assert shape_report([("x", (4, 3)), ("W", (4, 5))], PRODUCT, SHAPES) == ("x (4, >3<), W (>4<, 5)", True)


def test_one_operand_has_nothing_to_disagree_with() -> None:
    assert shape_report([("b", (5,))], SUM, SHAPES) == ("b (M=5,)", False)
