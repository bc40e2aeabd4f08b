"""Three matrices of a gradient."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from tutor.ui.widgets.grids import difference, grid_of, window
from tutor.ui.widgets.heatmap import Comparison, GradientMap

WORDS = {"yours": "あなたの", "numerical": "数値", "difference": "差"}
W = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
OFF = np.array([[1.0, 0.0, -0.5], [2.0, 1.0, 0.0]])
SHAPES = [(), (1,), (0,), (3,), (2, 3), (12, 30), (2, 2, 3), (0, 4)]


class Verdict(App[None]):
    def __init__(self, comparison: Comparison | None, words: dict[str, str] | None = None) -> None:
        super().__init__()
        self.map = GradientMap(comparison, words)

    def compose(self) -> ComposeResult:
        yield self.map


async def lines(comparison: Comparison | None, width: int = 100, words: dict[str, str] | None = None) -> list[str]:
    app = Verdict(comparison, words)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        return [app.map.render_line(y).text.rstrip() for y in range(app.map.size.height)]


async def test_the_worst_element_is_in_brackets_in_all_three() -> None:
    rows = await lines(Comparison("dW", OFF, W, ((0, 2),)))
    assert rows[1].split() == ["1", "0", "[-0.5]", "1", "0", "[", "-1]", "·", "·", "[", "0.5]"]
    assert "[" not in rows[2]


async def test_titles_are_given_by_words_and_tell_the_shape() -> None:
    rows = await lines(Comparison("dW", W, W), words=WORDS)
    assert rows[0].split() == ["dW", "あなたの", "(2,", "3)", "数値", "差"]


async def test_a_gradient_of_another_shape_has_no_difference() -> None:
    assert "(3, 2) ≠ (2, 3)" in (await lines(Comparison("dW", W.T, W)))[1]


async def test_a_missing_gradient_is_told() -> None:
    assert "None ≠ (2, 3)" in (await lines(Comparison("dW", None, W)))[1]


async def test_what_is_no_number_is_written_out() -> None:
    assert "nan" in (await lines(Comparison("dW", W * np.nan, W)))[1]


async def test_a_narrow_screen_shows_signs_and_the_worst() -> None:
    rows = await lines(Comparison("dW", OFF, W, ((0, 2),)), width=24)
    assert rows[1].split()[:3] == ["+", "·", "!"]


async def test_a_large_gradient_is_shown_around_its_worst_element() -> None:
    a = np.zeros((50, 80))
    b = a.copy()
    b[40, 70] = 1
    rows = await lines(Comparison("dW", a, b, ((40, 70),)))
    assert len(rows) == 9
    assert sum(row.count("!") for row in rows) == 3


async def test_a_difference_of_rounding_is_a_dot() -> None:
    assert (await lines(Comparison("db", [1.0], [1.0 + 1e-15])))[1].split() == ["1", "1", "·"]


async def test_an_emptied_map_takes_no_room() -> None:
    assert await lines(None) == []


async def test_another_comparison_takes_its_own_room() -> None:
    app = Verdict(Comparison("db", [1.0], [1.0]))
    async with app.run_test() as pilot:
        app.map.show(Comparison("dW", W, W))
        await pilot.pause()
        assert app.map.size.height == 3


numbers = st.sampled_from([0.0, 1.0, -2.5, np.nan, np.inf, 1e300, -1e300, 1e-300])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SHAPES), st.sampled_from(SHAPES), numbers, numbers, st.integers(1, 120))
async def test_any_two_arrays_stay_in_the_width(
    shape: tuple[int, ...], other: tuple[int, ...], x: float, y: float, width: int
) -> None:
    worst = ((0,) * len(shape),)
    for row in await lines(Comparison("dW", np.full(shape, x), np.full(other, y), worst), width):
        assert len(row) <= width


@pytest.mark.parametrize("odd", ["text", [[1, 2], [3]], [1, [2]], {"a": 1}, object()])
async def test_what_is_no_array_survives(odd: Any) -> None:
    assert await lines(Comparison("dW", odd, W))


def test_leading_axes_are_laid_one_under_another() -> None:
    grid = grid_of(np.arange(12).reshape(2, 2, 3))
    assert grid is not None
    assert grid.size == (4, 3)
    assert grid.rows[grid.cell((1, 0, 2))[0]][2] == 8


def test_grids_of_different_shapes_have_no_difference() -> None:
    a, b = grid_of([1, 2]), grid_of([[1, 2]])
    assert a is not None
    assert b is not None
    assert difference(a, b) is None


def test_a_window_has_the_worst_in_its_midst() -> None:
    assert window(100, 8, [50]) == range(46, 54)
    assert window(100, 8, [99]) == range(92, 100)
    assert window(5, 8, [4]) == range(5)


def test_the_widgets_load_neither_numpy_nor_plotext() -> None:
    code = (
        "import sys, tutor.ui.widgets.heatmap, tutor.ui.widgets.strip, tutor.ui.widgets.editor, tutor.ui.widgets.find;"
        "import tutor.ui.widgets.prose, tutor.ui.figures.view;"
        "print({'numpy', 'plotext', 'texicode', 'tree_sitter_python'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


async def test_a_flat_gradient_keeps_its_figures_one_below_the_other_where_side_by_side_has_no_room() -> None:
    yours = np.array([-0.30396, 1.48753, -1.94113, 2.37042, 1.99746])
    shown = await lines(Comparison("db", yours, 3 * yours, ((3,),)), width=74)
    assert [line.split()[0] for line in shown] == ["db", "numerical", "difference"]
    assert "[2.37]" in shown[0].replace(" ", "")
    assert "7.11" in shown[1]
