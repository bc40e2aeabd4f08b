"""A transpose with its axes in another order."""

from __future__ import annotations

import ast

import pytest

from tutor.judge.mending.transposes import turned_otherwise


def orders(code: str) -> list[str]:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    return [ast.unparse(new) for _, new in sorted(turned_otherwise(call), key=lambda one: one[0])]


def test_every_other_order_of_the_axes_is_tried_and_the_way_back_first() -> None:
    found = orders("x.transpose(0, 3, 1, 2)")
    assert found[0] == "x.transpose(0, 2, 3, 1)"
    assert len(set(found)) == 23


def test_an_order_given_as_one_argument_is_turned_in_its_place() -> None:
    assert orders("np.transpose(x, (1, 2, 0))")[0] == "np.transpose(x, (2, 0, 1))"
    assert orders("x.transpose((1, 2, 0))")[0] == "x.transpose((2, 0, 1))"


@pytest.mark.parametrize("code", ["x.transpose()", "x.transpose(a, b)", "x.transpose(0, 2)", "x.reshape(1, 0)"])
def test_what_is_no_whole_order_is_left_alone(code: str) -> None:
    assert orders(code) == []
