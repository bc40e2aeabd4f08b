"""What a pen leaves on a sheet, and how it is written down."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.digits import sample
from tutor.course.drawing import INK, SIDE, BadDrawing, Ink, ink_from

Point: TypeAlias = tuple[float, float]
PLACES = st.tuples(st.floats(-3, SIDE + 3), st.floats(-3, SIDE + 3))


@given(st.lists(st.tuples(PLACES, PLACES, st.booleans()), max_size=4))
def test_a_drawing_that_is_written_down_comes_back(
    strokes: list[tuple[Point, Point, bool]],
) -> None:
    ink = Ink()
    for start, end, rub in strokes:
        ink = ink.stroke(start, end, rub)
    assert ink_from(str(ink)) == ink


def test_a_stroke_is_full_on_its_way_soft_beside_it_and_nothing_farther_off() -> None:
    ink = Ink().stroke((14.5, 5.5), (14.5, 20.5))
    assert [ink.level(row, 10) for row in (11, 12, 13, 14, 15, 16, 17)] == [0, 0, 8, INK, 8, 0, 0]


def test_a_stroke_drawn_twice_is_no_darker() -> None:
    once = Ink().stroke((5, 5), (20, 17))
    assert once.stroke((5, 5), (20, 17)) == once


def test_an_eraser_takes_what_the_pen_has_left() -> None:
    drawn = Ink().stroke((14, 5), (14, 20))
    assert drawn.stroke((14, 5), (14, 20), rub=True).level(14, 10) == 0
    assert not drawn.blank


def test_a_stroke_that_leaves_the_sheet_is_cut_at_its_edge() -> None:
    assert Ink().stroke((-50, -50), (-40, 90)).blank
    assert not Ink().stroke((14, -50), (14, 90)).blank


def test_in_writing_dots_are_paper_figures_are_greys_and_other_marks_are_ink() -> None:
    ink = ink_from(".0 5#\n@")
    assert [ink.level(0, column) for column in range(6)] == [0, 0, 0, 5, INK, 0]
    assert ink.level(1, 0) == INK


@pytest.mark.parametrize(("text", "line", "width"), [("#\n" * 29, 0, 29), ("#\n" + "#" * 29, 2, 29)])
def test_a_text_that_is_too_large_is_refused_with_its_place(text: str, line: int, width: int) -> None:
    with pytest.raises(BadDrawing) as caught:
        ink_from(text)
    assert (caught.value.line, caught.value.width) == (line, width)


def test_the_ten_samples_differ() -> None:
    assert len({sample(digit) for digit in range(10)}) == 10
