"""Where in the text a verdict points."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.model import Finding, Message, ObservationName, Outcome, Place, Stage, Verdict
from tutor.text.annotations import LineMark, MarkKind, first_place, marks, underlined

TEXT = """\
class Affine:
    def __init__(self, W, b):
        self.db = None

    def forward(self, x):
        return x @ self.W

    def backward(self, dout):
        self.db = dout.mean(axis=0)
        return dout @ self.W.T
"""


def verdict(outcome: Outcome = Outcome.WRONG, *, failed: str = "", stage: Stage = Stage.GRADIENT, **facts: Any) -> Verdict:
    findings = (
        Finding(ObservationName("N=3", "y", "forward"), Stage.FORWARD, True),
        *((Finding(ObservationName.parse(failed), stage, False),) if failed else ()),
    )
    return Verdict("affine-layer", outcome, stage, Message("x"), 1, findings=findings, **facts)


def test_an_error_is_marked_where_it_happened() -> None:
    assert marks(verdict(Outcome.CRASHED, place=Place(6)), TEXT) == [LineMark(6, MarkKind.ERROR)]


def test_what_is_unfinished_is_something_to_do() -> None:
    assert marks(verdict(Outcome.UNFINISHED, place=Place(6)), TEXT) == [LineMark(6, MarkKind.TO_DO)]


def test_a_wrong_gradient_points_at_the_line_that_assigns_it_and_not_at_its_none() -> None:
    assert marks(verdict(failed="N=3/db/analytic"), TEXT) == [LineMark(9, MarkKind.LOOK)]


@pytest.mark.parametrize(
    ("failed", "stage", "line"), [("N=3/dx/analytic", Stage.GRADIENT, 10), ("N=3/y/out", Stage.FORWARD, 6)]
)
def test_a_returned_value_points_at_the_return_of_its_function(failed: str, stage: Stage, line: int) -> None:
    assert marks(verdict(failed=failed, stage=stage), TEXT) == [LineMark(line, MarkKind.LOOK)]


def test_a_formula_in_a_docstring_is_no_line_that_sets_anything() -> None:
    text = TEXT.replace("class Affine:\n", 'class Affine:\n    """\n    y = x W + b\n    """\n\n')
    assert marks(verdict(failed="N=3/y/out", stage=Stage.FORWARD), text) == [LineMark(10, MarkKind.LOOK)]
    assert marks(verdict(failed="N=3/y/out", stage=Stage.FORWARD), text + "  (") == [LineMark(3, MarkKind.LOOK)]


def test_the_line_that_the_sentence_names_is_the_one_that_is_marked() -> None:
    named = verdict(failed="N=3/db/analytic")._replace(message=Message("mended", {"line": 10}))
    assert marks(named, TEXT) == [LineMark(10, MarkKind.LOOK)]


def test_of_two_returns_none_is_chosen() -> None:
    text = TEXT.replace(
        "        return x @ self.W\n", "        if x is None:\n            return x\n        return x @ self.W\n"
    )
    assert marks(verdict(failed="N=3/y/out", stage=Stage.FORWARD), text) == []


def test_nothing_is_marked_after_passing() -> None:
    assert marks(verdict(Outcome.PASSED), TEXT) == []


def test_only_a_span_whose_end_is_known_is_underlined() -> None:
    assert underlined(verdict(Outcome.CRASHED, place=Place(6))) is None
    assert underlined(verdict(Outcome.CRASHED, place=Place(6, 4, 6, 9))) == Place(6, 4, 6, 9)
    assert underlined(verdict(Outcome.UNFINISHED, place=Place(6, 4, 6, 9))) is None


@pytest.mark.parametrize(
    ("stub", "chosen"),
    [
        ("def f(x):\n    raise NotImplementedError\n", "raise NotImplementedError"),
        ("def AND(x):\n    w = 1\n    b = -0.5  # change this\n", "-0.5"),
        ("a = None  # after backward\ndef f():\n    raise NotImplementedError\n", "raise NotImplementedError"),
    ],
)
def test_a_new_lesson_begins_at_what_is_to_be_replaced(stub: str, chosen: str) -> None:
    place = first_place(stub)
    assert place is not None
    assert stub.splitlines()[place.line - 1][place.column : place.end_column] == chosen


def test_a_text_with_nothing_to_replace_has_no_such_place() -> None:
    assert first_place("x = 1\n") is None
