"""Which exceptions tell of one fault: what naming a mistake by its crash rests on."""

from __future__ import annotations

import pytest

from tutor.judge.diagnosis.shape_report import ShapeError
from tutor.judge.numbers import same_crash
from tutor.model import Crash, Frame, Place

HERE = (Frame("forward", Place(3)),)
NONE_TEXT = "'NoneType' object has no attribute 'shape'"
SHAPES_TEXT = "operands could not be broadcast together with shapes (3,4) (4,5) "
OTHER_SHAPES_TEXT = "operands could not be broadcast together with shapes (4,5) (3,4) "


def crash(kind: str, text: str, *, own: bool = True) -> Crash:
    return Crash(kind, text, HERE, own)


def shape_error(text: str, names: str = "ab") -> ShapeError:
    return ShapeError("ValueError", text, HERE, True, "", tuple(zip(names, ((3, 4), (4, 5)), strict=True)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (crash("AttributeError", NONE_TEXT), crash("AttributeError", NONE_TEXT)),
        (crash("TypeError", "<Relu object at 0x7f01>"), crash("TypeError", "<Relu object at 0x7fa2>")),
        (crash("ValueError", "(2, 3) and (3, 4) do not fit"), crash("ValueError", "shape mismatch!")),
        (crash("AssertionError", ""), crash("AssertionError", "sizes differ")),
        (shape_error(SHAPES_TEXT), shape_error(SHAPES_TEXT, names="xy")),
    ],
)
def test_two_exceptions_of_one_fault_are_the_same(one: ShapeError | Crash, other: ShapeError | Crash) -> None:
    assert same_crash(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (crash("NameError", "name 'hh' is not defined"), crash("NameError", "name 'grad' is not defined")),
        (crash("AttributeError", NONE_TEXT), crash("AttributeError", "'Affine' object has no attribute 'w'")),
        (crash("TypeError", NONE_TEXT), crash("AttributeError", NONE_TEXT)),
        (crash("ValueError", "sizes differ"), crash("ValueError", SHAPES_TEXT)),
        (crash("ValueError", "sizes differ", own=False), crash("ValueError", "do not fit", own=False)),
        (shape_error(SHAPES_TEXT), shape_error(OTHER_SHAPES_TEXT)),
    ],
)
def test_two_exceptions_of_one_type_may_tell_of_two_faults(one: ShapeError | Crash, other: ShapeError | Crash) -> None:
    assert not same_crash(one, other)
