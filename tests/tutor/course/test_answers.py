"""Typed answers: how they may be written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.answers import same_answer


@pytest.mark.parametrize("written", ["1", "1.0", "1.", "1.00", "+1", " 1 ", "01", "1e0", "１"])
def test_a_number_may_be_written_in_any_way(written: str) -> None:
    assert same_answer(written, "1")
    assert same_answer(written, "1.0")
    assert not same_answer(written, "10")


@pytest.mark.parametrize(
    ("written", "wanted"), [(".5", "0.5"), ("-.02", "-0.02"), ("\N{MINUS SIGN}6", "-6"), ("24e3", "24000")]
)
def test_a_number_may_leave_out_what_is_understood(written: str, wanted: str) -> None:
    assert same_answer(written, wanted)


@pytest.mark.parametrize("written", ["(3, 4)", "(3,4)", "( 3 , 4 )", "(3, 4,)", "3, 4", "（３，４）"])
def test_a_shape_may_be_written_with_blanks_or_bare(written: str) -> None:
    assert same_answer(written, "(3, 4)")


@pytest.mark.parametrize(("written", "wanted"), [("(10)", "(10,)"), ("10", "(10,)"), ("True", "true")])
def test_a_trailing_comma_and_capitals_do_not_matter(written: str, wanted: str) -> None:
    assert same_answer(written, wanted)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("", "0"), ("-6", "6"), ("0.41", "0.4"), ("(4, 3)", "(3, 4)"), ("34", "(3, 4)"), ("10.0", "(10,)"), ("nan", "0")],
)
def test_another_answer_is_another(written: str, wanted: str) -> None:
    assert not same_answer(written, wanted)


@given(st.text(), st.sampled_from(["1", "0.4", "(3, 4)", "(10,)"]))
def test_whatever_is_typed_is_compared_without_an_error(written: str, wanted: str) -> None:
    assert same_answer(written, wanted) in (True, False)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_itself(number: float) -> None:
    assert same_answer(repr(number), f"{number:e}") == (number == float(f"{number:e}"))
