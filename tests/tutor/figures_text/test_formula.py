"""Formulas drawn with characters."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tutor.figures_text.formula import formula_fits, formula_line, formula_rows

FRACTION = r"\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} W^T"
tex = st.lists(st.sampled_from([*"abx12+-=(),^_{}\\ $&?\n", "\\frac", "\\sum", "損"]), max_size=30).map("".join)


def test_a_fraction_takes_three_rows_of_one_width() -> None:
    rows = formula_rows(FRACTION)
    assert len(rows) == 3
    assert len({cell_len(row) for row in rows}) == 1


def test_an_operator_keeps_the_blanks_of_its_source() -> None:
    assert formula_rows("y = x W + b") == ("y = xW + b",)
    assert formula_rows("y=xW+b") == ("y=xW+b",)


@pytest.mark.parametrize("faulty", [r"\frac{a}", "x^", r"\foo{x", r"a\nosuchcommand b", r"\left( x", "}"])
def test_a_formula_that_does_not_parse_is_a_value_error_naming_it(faulty: str) -> None:
    with pytest.raises(ValueError, match=r".+: .+"):
        formula_rows(faulty)


@given(tex)
def test_any_text_is_either_drawn_or_a_value_error(source: str) -> None:
    with contextlib.suppress(ValueError):
        assert formula_rows(source)


@given(tex)
def test_a_line_is_one_line_whatever_the_source(source: str) -> None:
    assert "\n" not in formula_line(source)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (r"W_{ij}", "Wᵢⱼ"),
        (r"\frac{\partial L}{\partial x}", "∂L/∂x"),
        (r"\frac{1}{1 + e^{-x}}", "1/(1 + e⁻ˣ)"),
        (r"x \in \mathbb{R}^{N \times D}", "x ∈ ℝ^(N × D)"),
        (r"\sqrt{x}", "√x̅"),
        (r"\operatorname{softmax}(x)", "softmax(x)"),
        (r"\frac{a}", r"\frac{a}"),
    ],
)
def test_inline_formulas(source: str, line: str) -> None:
    assert formula_line(source) == line


def test_a_formula_wider_than_the_room_becomes_one_line() -> None:
    assert formula_fits(FRACTION, 8) == ("∂L/∂x = ∂L/∂y Wᵀ",)
    assert len(formula_fits(FRACTION, 40)) == 3


def test_a_faulty_formula_shows_its_source() -> None:
    assert formula_fits(r"\frac{a}", 40) == (r"\frac{a}",)
