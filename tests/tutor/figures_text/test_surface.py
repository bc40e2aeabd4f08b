"""A surface: what is seen of it from which side, and its path."""

from __future__ import annotations

import re

import numpy as np
import pytest

from engine.figures import Surface
from tutor.figures_text import as_text

X = np.linspace(-2.0, 2.0, 21)
Y = np.linspace(-1.0, 1.0, 15)
BOWL = X**2 + Y[:, None] ** 2
HILL = np.exp(-4 * (X**2 + Y[:, None] ** 2))
MARKS = "●•○◦"


def seen(z: object, *, path: object = None, azimuth: float = 0.0, elevation: float = 30.0, ascii: bool = False) -> str:
    figure = Surface(X, Y, z, path, "f", "x0", "x1", azimuth, elevation)
    return as_text(figure, 78, 20, color=False, ascii=ascii)


def places(text: str, marks: str = MARKS) -> list[tuple[int, int]]:
    """Row and column of every mark."""
    return [(y, x) for y, row in enumerate(text.split("\n")) for x, mark in enumerate(row) if mark in marks]


def test_both_floor_axes_have_their_numbers() -> None:
    assert "x0 -2 … 2   x1 -1 … 1" in seen(BOWL)


def test_the_range_of_heights_is_told() -> None:
    assert seen(BOWL).startswith("f  0 … 5 ")


def test_at_no_azimuth_x_grows_to_the_right_and_a_half_turn_reverses_it() -> None:
    ends = [(x, 0.0, x * x) for x in (-1.8, 1.8)]
    (first,) = places(seen(BOWL, path=ends), "•")
    (last,) = places(seen(BOWL, path=ends), "●")
    assert first[1] < last[1]
    (turned,) = places(seen(BOWL, path=ends, azimuth=180), "●○")
    assert turned[1] < 39


def test_seen_from_above_y_grows_upwards() -> None:
    (near,) = places(seen(BOWL, path=[(0, -0.9, 0.9), (0, 0.9, 0.9)], elevation=90), "•")
    (far,) = places(seen(BOWL, path=[(0, -0.9, 0.9), (0, 0.9, 0.9)], elevation=90), "●")
    assert far[0] < near[0]


def test_a_whole_turn_shows_the_same() -> None:
    assert seen(BOWL, azimuth=75) == seen(BOWL, azimuth=435)


def test_a_hill_hides_what_lies_behind_it_until_it_is_seen_from_above() -> None:
    behind = [(0.0, 0.9, 0.0)]
    assert places(seen(HILL, path=behind, elevation=10), "○")
    assert places(seen(HILL, path=behind, elevation=90), "●")
    assert places(seen(HILL, path=behind, elevation=10, azimuth=180), "●")


def test_the_mesh_behind_a_hill_is_hidden() -> None:
    dots = [sum(bin(ord(c) - 0x2800).count("1") for c in seen(HILL, elevation=e) if "⠀" <= c <= "⣿") for e in (5, 40)]
    assert dots[0] < dots[1]


def test_a_path_that_leaves_the_surface_is_shown_as_far_as_it_lies_on_it() -> None:
    text = seen(BOWL, path=[(0.5, 0.0, 0.25), (9.0, 0.0, 81.0), (np.nan, 0.0, 1.0)], elevation=60)
    assert len(places(text)) == 1


def test_a_hole_is_left_empty() -> None:
    holed = BOWL.copy()
    holed[:, 8:13] = np.nan
    text = seen(holed, elevation=90)
    middle = [row[34:44] for row in text.split("\n")[5:10]]
    assert all(re.fullmatch(r"\s*", part) for part in middle)


def test_plain_ascii_shades_heights_and_keeps_the_path_and_the_names() -> None:
    text = seen(BOWL, path=[(1.0, 0.0, 1.0), (0.0, 0.0, 0.0)], ascii=True, elevation=60)
    assert text.isascii()
    assert "o" in text
    assert "O" in text
    assert {"x0", "x1"} <= set(re.findall(r"x\d", text))
    assert {".", "#"} <= set(text)


@pytest.mark.parametrize("azimuth", range(0, 360, 15))
@pytest.mark.parametrize("ascii", [False, True])
def test_both_variables_are_named_from_every_side(azimuth: float, ascii: bool) -> None:
    assert {"x0", "x1"} <= set(re.findall(r"x\d", seen(BOWL, azimuth=azimuth, ascii=ascii)))


def test_arrays_that_do_not_fit_are_told_by_their_shape() -> None:
    assert "? (3, 4)" in seen(np.zeros((3, 4)))


def test_a_plain_is_drawn() -> None:
    assert seen(np.ones_like(BOWL)).count("⣀") + seen(np.ones_like(BOWL)).count("⠤") > 5


@pytest.mark.parametrize("width", [78, 60, 50])
def test_a_title_that_leaves_the_numbers_no_room_is_cut_with_a_sign(width: int) -> None:
    figure = Surface(X, Y, BOWL, None, "f over x0 and x1, the whole path on it", "x0", "x1")
    head = as_text(figure, width, 12, color=False).split("\n")[0]
    assert head.endswith("…  0 … 5   x0 -2 … 2   x1 -1 … 1") == (width < 78)
    assert "x1 -1 … 1" in head


def test_a_surface_is_as_wide_as_a_low_room_allows() -> None:
    rows = as_text(Surface(X, Y, BOWL, azimuth=30.0), 78, 10, color=False).split("\n")[1:]
    first = min(len(row) - len(row.lstrip()) for row in rows if row.strip())
    assert max(map(len, rows)) - first > 50
