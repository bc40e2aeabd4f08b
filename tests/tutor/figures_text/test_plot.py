"""The plotext adapter: axes, ticks, thinning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.figures import Histogram, Lines, Series
from tutor.figures_text import as_text, histogram, lines, plot
from tutor.figures_text.drawing import ERROR, Room

sizes = st.integers(1, 40)


@given(st.floats(-1e20, 1e20), st.floats(1e-6, 1e20), sizes)
def test_ticks_lie_within_the_axis_and_are_not_too_many(low: float, span: float, most: int) -> None:
    axis = plot.Axis(low, low + max(span, abs(low) * 1e-6))
    places, labels = axis.ticks(most)
    assert len(places) == len(labels) <= most + 2
    assert all(-1e-6 <= place <= 1 + 1e-6 for place in places)


def test_ticks_are_round_numbers() -> None:
    assert plot.Axis(0.03, 2.31).ticks(5)[1] == ["0.5", "1", "1.5", "2"]


def test_ticks_of_a_logarithmic_axis_are_powers_of_ten() -> None:
    axis = plot.axis_of(np.array([1e-4, 3.0]), log=True)
    assert axis.ticks(9)[1] == ["1e-4", "1e-3", "1e-2", "1e-1", "1e0"]


def test_limits_that_make_no_sense_are_left_to_the_data() -> None:
    data = np.array([1.0, 2.0])
    assert all(plot.axis_of(data, bad).high == 2 for bad in ((3, 3), (np.nan, 5), (9, 1)))


def test_equal_values_get_an_axis_around_them() -> None:
    axis = plot.axis_of(np.array([4.0, 4.0]))
    assert axis.low < 4 < axis.high


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=400), sizes)
def test_thinning_keeps_the_extremes_and_two_points_a_column(values: list[float], columns: int) -> None:
    y = np.array(values)
    x, kept = plot.thinned(np.arange(float(len(y))), y, columns)
    assert len(kept) <= max(2 * columns + 2, 2)
    assert list(x) == sorted(x)
    if len(y) % -(-len(y) // columns) == 0:
        assert kept.max() == y.max()


def test_a_curve_with_gaps_is_drawn_from_its_finite_points() -> None:
    holed = Lines((Series("a", [0, 1, 2, 3], [1.0, np.nan, np.inf, 2.0]),))
    whole = Lines((Series("a", [0, 3], [1.0, 2.0]),))
    assert as_text(holed, 50, 12, False) == as_text(whole, 50, 12, False)


def test_a_second_drawing_is_the_same_as_the_first() -> None:
    curve = Lines((Series("a", [0, 1, 2], [0, 1, 4]),))
    assert as_text(curve, 50, 12, True) == as_text(curve, 50, 12, True)


def test_a_logarithmic_x_axis_gives_every_power_of_ten_the_same_width_and_leaves_out_what_has_none() -> None:
    powers = Lines((Series("a", [1e-4, 1e-2, 1.0, 0.0, -1.0], [0, 1, 0, 9, 9]),), log_x=True)
    even = Lines((Series("a", [-4, -2, 0], [0, 1, 0]),))
    drawn, wanted = (as_text(figure, 60, 12, False).split("\n") for figure in (powers, even))
    assert drawn[:-1] == wanted[:-1]
    assert "1e-4" in drawn[-1]


def test_points_far_outside_the_limits_are_clipped() -> None:
    far = Lines((Series("a", [0, 1, 2], [0, 1e29, 1]),), y_limits=(0, 1))
    assert "1" in as_text(far, 50, 12, False)


def test_curves_without_colours_are_told_apart_by_their_glyphs() -> None:
    text = as_text(Lines((Series("a", [0, 1], [0, 1]), Series("b", [0, 1], [1, 0]))), 50, 12, False)
    assert text.count("●") > 1
    assert text.count("▲") > 1


def test_a_wide_title_does_not_shift_the_frame() -> None:
    text = as_text(Lines((Series("a", [0, 1], [0, 1]),), title="損失"), 50, 12, False)
    assert text.split("\n")[1].rstrip().endswith("┐")


def test_a_room_too_small_for_a_frame_gets_the_last_value() -> None:
    assert as_text(Lines((Series("loss", [0, 1], [2, 0.25]),)), 14, 3, False) == "● loss 0.25"


def test_a_fault_of_plotext_is_shown_instead_of_raised() -> None:
    def broken(canvas: plot.PlotFigure) -> None:
        raise IndexError("list index out of range")

    axis = plot.Axis(0, 1)
    assert plot.framed(Room(40, 10), axis, axis, broken) == ((("? list index out of range", ERROR),),)


@pytest.mark.parametrize("bins", [1, 7, 1000])
def test_a_histogram_of_many_bins_loses_no_count(bins: int) -> None:
    figure = Histogram(np.ones(bins), np.arange(bins + 1.0))
    counts, edges = histogram.merged_bins(figure, 30)
    assert counts.sum() == bins
    assert len(counts) <= 30
    assert (edges[0], edges[-1]) == (0, bins)


def test_the_gap_between_two_curves_is_shaded_as_far_as_both_have_come() -> None:
    high, low = Series("high", [0, 10], [1.0, 1.0]), Series("low", [0, 5], [0.0, 0.0])
    drawn = as_text(Lines((high, low), between=("high", "low")), 60, 14, False).splitlines()
    shaded = [line.index("░") for line in drawn if "░" in line]
    rightmost = max(line.rindex("░") for line in drawn if "░" in line)
    assert len(shaded) >= 8
    assert rightmost < 38


def test_ascii_shades_with_colons() -> None:
    curves = (Series("high", [0, 1], [1.0, 1.0]), Series("low", [0, 1], [0.0, 0.0]))
    drawn = as_text(Lines(curves, between=("high", "low")), 60, 14, False, ascii=True)
    assert ":::" in drawn
    assert "░" not in drawn


def test_nothing_is_shaded_where_one_of_the_curves_is_missing() -> None:
    curves = (Series("high", [0, 1], [1.0, 1.0]), Series("low", [], []))
    assert "░" not in as_text(Lines(curves, between=("high", "low")), 60, 14, False)
    assert "░" not in as_text(Lines(curves, between=("high", "other")), 60, 14, False)


@pytest.mark.parametrize("axis", [plot.Axis(0.31, 0.34), plot.Axis(1.1, 1.9), plot.Axis(-0.4, 0.3, log=True)])
def test_an_axis_has_at_least_two_numbers(axis: plot.Axis) -> None:
    assert len(axis.ticks(1)[1]) > 1


def test_a_legend_that_is_too_wide_goes_on_in_the_next_row() -> None:
    curves = tuple(Series(f"a curve number {at}", [0.0, 1.0], [0.0, at]) for at in range(4))
    drawn = as_text(Lines(curves, title="curves"), width=40, height=20, color=False)
    assert all(f"a curve number {at}" in drawn for at in range(4))


@pytest.mark.parametrize("room", [Room(80, 20, color=False), Room(80, 20, few=True)])
def test_where_colours_tell_nothing_apart_signs_follow_each_curve_and_the_legend_names_them(room: Room) -> None:
    x = np.linspace(0, 1, 300)
    figure = Lines((Series("low", x, 0 * x + 0.2), Series("middle", x, 0 * x + 0.5), Series("high", x, 0 * x + 0.8)))
    rows = ["".join(text for text, _ in row) for row in lines.draw(figure, room, {})]
    for sign, name in zip(plot.GLYPHS, ("low", "middle", "high"), strict=False):
        assert f"{sign} {name}" in rows[0]
        drawn = next(row for row in rows[1:] if sign in row)
        places = [at for at, character in enumerate(drawn) if character == sign]
        assert max(np.diff([0, *places, 80])) <= 2 * lines.APART, drawn


def test_in_colours_a_curve_keeps_its_few_signs() -> None:
    x = np.linspace(0, 1, 300)
    figure = Lines((Series("a", x, x), Series("b", x, 1 - x)))
    rows = ["".join(text for text, _ in row) for row in lines.draw(figure, Room(80, 20), {})]
    assert sum(row.count(plot.GLYPHS[0]) for row in rows[1:]) <= 3


@pytest.mark.parametrize("low", [0.227, 0.7778, 1.1, 30.0])
@pytest.mark.parametrize("most", [1, 3, 9])
def test_a_logarithmic_axis_within_a_few_decades_has_round_numbers_too(low: float, most: int) -> None:
    places, labels = plot.axis_of(np.array([low, 9 * low]), log=True).ticks(most)
    assert 2 <= len(labels) <= max(2, most)
    assert all(label.lstrip("0.").rstrip("0.")[:2] in ("1", "2", "5") or label.startswith("1e") for label in labels), labels
    assert all(-1e-6 <= place <= 1 + 1e-6 for place in places)


def test_a_curve_that_has_one_point_shows_it_by_its_sign() -> None:
    figure = Lines((Series("a", [3], [0.5]),), title="loss")
    rows = ["".join(text for text, _ in row) for row in lines.draw(figure, Room(40, 12), {})]
    assert sum(row.count(plot.GLYPHS[0]) for row in rows) == 1


def test_a_first_point_stands_at_the_left_with_room_for_those_to_come() -> None:
    drawn = lines.draw(Lines((Series("loss", [0], [2.0]),)), Room(50, 12), {})
    assert "-0.5" not in "".join(text for row in drawn for text, _ in row)
