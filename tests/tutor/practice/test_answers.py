"""Answers are read as people write them; what cannot be an answer is no mistake."""

from __future__ import annotations

import pytest

from tutor.practice.answers import can_be_read, is_right


@pytest.mark.parametrize(
    "given",
    ["(3, 4)", "3,4", "3, 4", "3 4", "3x4", "3 x 4", "3 × 4", "[3, 4]", "( 3 , 4 )", "(3, 4,)", "（3、4）", "３，４", "3*4"],
)
def test_a_shape_may_be_written_in_many_ways(given: str) -> None:
    assert is_right(given, "(3, 4)")


@pytest.mark.parametrize("given", ["(4, 3)", "34", "(3, 4, 1)", "(3,)", "-3, 4", "", "error"])
def test_another_shape_is_wrong(given: str) -> None:
    assert not is_right(given, "(3, 4)")


@pytest.mark.parametrize("given", ["(5,)", "5", "5,", "(5)", "[5]", "y.shape = (5,)"])
def test_a_shape_of_one_axis_needs_no_comma(given: str) -> None:
    assert is_right(given, "(5,)")


@pytest.mark.parametrize("given", ["error", "Error", "ValueError", "no", "エラー"])
def test_that_shapes_do_not_fit_may_be_said_in_several_words(given: str) -> None:
    assert is_right(given, "error")


@pytest.mark.parametrize("given", ["-0.25", "-.25", "-1/4", "− 0.25", "-2.5e-1", "－０．２５", "dW[0, 1] = -0.25", "-0.250"])
def test_a_number_may_be_written_in_many_ways(given: str) -> None:
    assert is_right(given, "-0.25")


@pytest.mark.parametrize("given", ["0.25", "-0.2500001", "1/0", "", "-0.25 0", "nan", "1e999999999", "٣"])
def test_another_number_is_wrong(given: str) -> None:
    assert not is_right(given, "-0.25")


@pytest.mark.parametrize(
    ("given", "wanted"), [("", "3"), ("abc", "3"), ("1/0", "3"), ("three", "(3,)"), ("(3, 4", "7"), ("", "(3,)")]
)
def test_what_is_no_answer_at_all_can_be_told_from_a_wrong_one(given: str, wanted: str) -> None:
    assert not can_be_read(given, wanted)


@pytest.mark.parametrize(("given", "wanted"), [("4", "3"), ("-1/3", "3"), ("error", "(3,)"), ("2, 2", "(3,)")])
def test_a_wrong_answer_can_be_read(given: str, wanted: str) -> None:
    assert can_be_read(given, wanted)
    assert not is_right(given, wanted)
