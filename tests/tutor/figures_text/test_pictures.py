"""Pixels, arrows and bars."""

from __future__ import annotations

import re
from dataclasses import replace

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


PLANE = Pixels(
    np.array([[0, 0, 1], [0, 1, 1], [1, 1, 1]]),
    palette="classes",
    points=((0, 0, 0), (2, 2, 1)),
    x_limits=(-0.5, 1.5),
    y_limits=(-0.5, 1.5),
    x_label="x1",
    y_label="x2",
)


def test_a_plane_fills_the_room_whatever_its_aspect() -> None:
    for width, height in ((38, 12), (57, 26), (73, 30), (38, 20)):
        rows = as_text(PLANE, width, height, False).split("\n")
        assert len(rows) == height
        assert all(len(row) == width for row in rows[:-1]), rows


def test_the_axes_of_a_plane_have_numbers_at_their_ends_and_their_names() -> None:
    *plane, below = as_text(PLANE, 38, 12, False).split("\n")
    assert below.split() == ["-0.5", "0", "x1", "1", "1.5"]
    assert [word for row in plane for word in row.split()[:-1]] == ["1.5", "1", "x2", "0", "-0.5"]


def test_a_point_of_a_plane_lies_at_its_numbers() -> None:
    inputs = tuple((1 - x2, x1, 1) for x1 in (0, 1) for x2 in (0, 1))
    gate = replace(PLANE, image=np.zeros((5, 5)), points=tuple((2 * row + 1, 2 * at + 1, 1) for row, at, _ in inputs))
    for width, height in ((38, 12), (57, 24)):
        *plane, below = as_text(gate, width, height, False).split("\n")
        dotted = [row for row in plane if "B" in row]
        assert [row.split()[0] for row in dotted] == ["1", "0"]
        zero, one = (match.start() for match in re.finditer(r"(?<!\S)[01](?!\S)", below))
        assert [at for at, cell in enumerate(dotted[0]) if cell == "B"] == [zero, one]


def test_a_point_of_a_plane_is_a_sign_in_its_own_colour_on_that_of_its_place() -> None:
    signs = [(text, ink) for row in draw(PLANE, Room(38, 12), {}) for text, ink in row if text == "●"]
    assert [ink for _, ink in signs] == [
        InkRun((150, 160, 255), (45, 50, 145), bold=True),
        InkRun((130, 255, 130), (38, 115, 50), bold=True),
    ]


def test_a_plane_whose_ends_make_no_axis_is_an_image() -> None:
    assert as_text(replace(PLANE, x_limits=(1.0, 1.0)), 38, 12, False).count("x1") == 0


def test_a_field_of_arrows_has_numbers_at_the_ends_of_its_axes() -> None:
    x, y = np.meshgrid(np.linspace(-3.0, 3.0, 13), np.linspace(2.0, -2.0, 9))
    *field, below = as_text(Arrows(x, y, -x, -y), 60, 10, False).split("\n")
    assert below.split() == ["-3", "-2", "0", "2", "3"]
    assert (field[0].split()[0], field[-1].split()[0]) == ("2", "-2")
