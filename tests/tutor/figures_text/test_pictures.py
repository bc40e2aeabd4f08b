"""Pixels, arrows and bars."""

from __future__ import annotations

import numpy as np

from engine.figures import Arrows, Bars, Pixels
from tutor.figures_text import as_text
from tutor.figures_text.drawing import InkRun, Room
from tutor.figures_text.painter import draw


def test_two_rows_of_pixels_share_a_row_of_cells() -> None:
    drawing = draw(Pixels(np.array([[0.0, 1.0], [1.0, 0.0]])), Room(2, 1), {})
    black, white = (0, 0, 0), (255, 255, 255)
    assert drawing == ((("▀", InkRun(black, white)), ("▀", InkRun(white, black))),)


def test_an_image_is_enlarged_by_a_whole_number() -> None:
    drawing = draw(Pixels(np.eye(4)), Room(30, 30), {})
    assert len(drawing) == 14
    assert sum(len(text) for text, _ in drawing[0]) == 28


def test_an_image_larger_than_the_room_is_made_smaller() -> None:
    rows = as_text(Pixels(np.ones((90, 200))), 40, 20, False).split("\n")
    assert len(rows) == 9


def test_the_diverging_palette_is_white_at_zero_and_red_above() -> None:
    drawing = draw(Pixels(np.array([[-1.0, 0.0, 1.0]]), palette="diverging"), Room(3, 1), {})
    assert [ink.front for _, ink in drawing[0]] == [(0, 0, 255), (255, 255, 255), (255, 0, 0)]


def test_a_pixel_that_is_no_number_stands_out() -> None:
    drawing = draw(Pixels(np.array([[np.nan, 1.0]])), Room(2, 1), {})
    assert drawing[0][0][1].front == (200, 0, 200)


def test_classes_without_colours_are_letters_and_points_capitals() -> None:
    surface = Pixels(np.array([[0, 1], [0, 1]]), palette="classes", points=((0, 0, 1),))
    assert as_text(surface, 2, 1, False) == "Bb"


def test_arrows_point_up_where_v_is_positive() -> None:
    x, y = np.meshgrid([0.0, 1.0], [0.0, 1.0])
    text = as_text(Arrows(x, y, np.zeros((2, 2)), np.ones((2, 2))), 4, 2, False)
    assert set(text.split()) == {"↑"}


def test_the_row_with_the_greatest_y_stands_on_top() -> None:
    x, y = np.meshgrid([0.0], [0.0, 1.0])
    text = as_text(Arrows(x, y, np.array([[1.0], [-1.0]]), np.zeros((2, 1))), 2, 2, False)
    assert text.split() == ["←", "→"]


def test_a_vanishing_arrow_is_a_dot_and_an_undefined_one_a_question_mark() -> None:
    field = Arrows([[0, 1, 2]], [[0, 0, 0]], [[0.0, 1.0, np.nan]], [[0.0, 0.0, 0.0]])
    assert as_text(field, 6, 1, False).split() == ["·", "→", "?"]


def test_the_marked_bar_has_a_pointer() -> None:
    rows = as_text(Bars(("0", "1"), [0.1, 0.9], marked=1), 30, 5, False).split("\n")
    assert [row.startswith("▶") for row in rows] == [False, True]


def test_bars_that_do_not_fit_are_counted() -> None:
    assert as_text(Bars(tuple("abcdef"), range(6)), 30, 4, False).split("\n")[-1] == "+3"


def test_the_marked_bar_is_shown_even_where_not_all_fit() -> None:
    assert "▶ f" in as_text(Bars(tuple("abcdef"), range(6), marked=5), 30, 4, False)


def test_a_negative_bar_grows_to_the_left_of_zero() -> None:
    rows = as_text(Bars(("a", "b"), [-1.0, 1.0]), 40, 2, False).split("\n")
    assert rows[0].rindex("▒") < rows[1].index("█")
