"""Every figure, in every room, with and without colours."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from engine.figures import Arrows, Bars, Board, Edge, Figure, Graph, Histogram, Lines, Note, Pixels, Series, Surface
from tutor.figures_text import as_text

SPECIALS = [0.0, -1.0, 1.0, math.nan, math.inf, -math.inf, 1e300, -1e300, 1e-300, 5e-324]
floats = st.one_of(st.sampled_from(SPECIALS), st.floats())
vectors = st.lists(floats, max_size=60)
limits = st.none() | st.tuples(floats, floats)
names = st.sampled_from(["", "train", "損失の推移", "a" * 90])

series = st.builds(Series, names, vectors, vectors, st.sampled_from(["line", "points"]))
line_figures = st.builds(
    Lines, st.lists(series, max_size=4).map(tuple), names, names, names, st.booleans(), limits, limits, st.booleans()
)
histograms = st.builds(Histogram, vectors, vectors | st.just([0.0, 1.0, 2.0]), names)
bar_figures = st.builds(Bars, st.lists(names, max_size=12).map(tuple), vectors, names, st.none() | st.integers(-2, 14))


PALETTES: tuple[Literal["grey", "diverging", "classes"], ...] = ("grey", "diverging", "classes")


@st.composite
def pixel_figures(draw: st.DrawFn) -> Pixels:
    shape = draw(st.sampled_from([(0, 0), (1, 1), (3, 5), (28, 28), (90, 200), (4, 4, 3), (7,)]))
    image = np.full(shape, draw(floats))
    if image.size:
        image.flat[:: draw(st.integers(1, 5))] = draw(floats)
    points = draw(st.lists(st.tuples(st.integers(-3, 99), st.integers(-3, 99), st.integers(-1, 30)), max_size=4))
    palette = draw(st.sampled_from(PALETTES))
    low, high = draw(st.none() | floats), draw(st.none() | floats)
    return Pixels(image, draw(names), palette, low, high, tuple(points))


@st.composite
def arrow_figures(draw: st.DrawFn) -> Arrows:
    shape = draw(st.sampled_from([(0, 0), (1, 1), (5, 7), (50, 90)]))
    x, y, u, v = (np.full(shape, draw(floats)) for _ in range(4))
    if u.size:
        u.flat[::2] = draw(floats)
    return Arrows(x, y, u, v, draw(names))


@st.composite
def surface_figures(draw: st.DrawFn) -> Surface:
    rows, columns = draw(st.sampled_from([(0, 0), (1, 1), (2, 3), (9, 14)]))
    z = np.full((rows, columns), draw(floats))
    if z.size:
        z.flat[:: draw(st.integers(1, 5))] = draw(floats)
    x = draw(vectors | st.just(np.arange(columns).tolist()))
    path = draw(st.none() | st.lists(st.tuples(floats, floats, floats), max_size=5))
    return Surface(x, np.arange(rows), z, path, draw(names), draw(names), draw(names), draw(floats), draw(floats))


@st.composite
def graph_figures(draw: st.DrawFn) -> Graph:
    nodes = ("x", "W", "Affine", "和", "Loss")
    values = st.sampled_from(
        [1.5, np.eye(2), np.ones(3), np.ones((9, 9)), np.full((2, 2), np.nan), None, np.ones((1, 2, 3))]
    )
    edges = st.builds(Edge, st.sampled_from(nodes), st.sampled_from(nodes), values, values)
    marked = draw(st.none() | st.just((0, (0, 1))))
    return Graph(nodes, tuple(draw(st.lists(edges, max_size=6))), draw(names), marked)


notes = st.builds(Note, names | st.just("told"), st.fixed_dictionaries({"loss": floats}))
single_figures: st.SearchStrategy[Figure] = st.one_of(
    line_figures, histograms, bar_figures, pixel_figures(), arrow_figures(), surface_figures(), graph_figures(), notes
)
boards = st.builds(Board, st.lists(single_figures, max_size=5).map(tuple), st.integers(0, 4), names)
any_figures: st.SearchStrategy[Figure] = single_figures | boards

SGR = re.compile(r"\x1b\[[0-9;]*m")
WORDS = {"told": "The loss is {loss:.2f}."}
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@relaxed
@given(any_figures, st.integers(-1, 130), st.integers(-1, 45), st.booleans(), st.booleans())
def test_any_figure_stays_in_any_room(figure: Any, width: int, height: int, color: bool, ascii: bool) -> None:
    text = as_text(figure, width, height, color, ascii=ascii, words=WORDS)
    rows = SGR.sub("", text).split("\n") if text else []
    assert len(rows) <= max(0, height)
    assert all(cell_len(row) <= max(0, width) for row in rows)


@relaxed
@given(any_figures)
def test_without_colour_no_escape_sequence_is_written(figure: Any) -> None:
    assert "\x1b" not in as_text(figure, 60, 20, False, words=WORDS)


def test_ascii_asks_for_no_other_character() -> None:
    curve = Lines((Series("train", [0, 1, 2], [3, 1, 2]), Series("test", [0, 1, 2], [1, 2, 3])), "loss", "step")
    figures = (curve, Histogram([1, 5, 2], [0, 1, 2, 3], "sizes"), Bars(("a", "b"), [-1, 2], "bars", 1))
    image = Pixels(np.eye(5), "digit")
    assert as_text(Board((*figures, image)), 100, 40, False, ascii=True).isascii()


def test_a_note_is_told_with_its_facts() -> None:
    assert as_text(Note("told", {"loss": 0.125}), 40, 3, False, words=WORDS) == "The loss is 0.12."


def test_a_note_whose_facts_are_missing_is_shown_as_it_was_written() -> None:
    assert as_text(Note("told"), 40, 3, False, words=WORDS) == WORDS["told"]


def test_a_note_in_japanese_is_broken_between_characters() -> None:
    rows = as_text(Note("損失は小さくなりました"), 8, 5, False).split("\n")
    assert rows == ["損失は小", "さくなり", "ました"]


def test_what_is_no_figure_is_refused() -> None:
    with pytest.raises(TypeError, match="int is no figure"):
        as_text(3, 40, 10, False)  # type: ignore[arg-type]


def test_the_command_line_draws_without_textual() -> None:
    code = (
        "import sys; from tutor.figures_text import as_text; from engine.figures import Lines, Series;"
        "as_text(Lines((Series('a', [1, 2], [1, 2]),)), 40, 10, False);"
        "print([name for name in sys.modules if name.startswith('textual')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_numpy_is_loaded_with_the_first_drawing_only() -> None:
    code = "import sys, tutor.figures_text, tutor.figures_text.formula; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_figure_whose_parts_fit_nothing_is_named_and_raises_nothing() -> None:
    """What a process of a stranger's code sends is drawn, too."""
    wrong: Any = (5, None)
    for figure in (Graph(("a",), wrong), Board(wrong), Lines(wrong), Bars(wrong, wrong)):
        assert as_text(figure, 40, 10, False).startswith(f"? {type(figure).__name__}: ")
    loop = Graph(("a", "b"), (Edge("a", "b", 1.0), Edge("b", "a", 1.0)))
    assert as_text(loop, 40, 10, False) == ""


def test_a_title_that_is_too_long_ends_with_a_sign() -> None:
    assert as_text(Pixels(np.eye(2), title="one long title"), 10, 3, False).split("\n")[0] == "one long …"
    assert as_text(Pixels(np.eye(2), title="one long title"), 10, 3, False, ascii=True).split("\n")[0] == "one long.."


def test_a_name_of_a_bar_that_is_too_long_ends_with_a_sign() -> None:
    row = as_text(Bars(("a name too long", "b"), [1.0, 2.0]), 24, 2, False).split("\n")[0]
    assert row.split()[:2] == ["a", "name…"]


def test_a_note_that_is_too_long_for_its_rows_ends_with_a_sign() -> None:
    rows = as_text(Note("one two three four five"), 9, 2, False).split("\n")
    assert rows == ["one two", "three fo…"]
