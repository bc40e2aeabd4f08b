"""Lines of code that are wider than their room."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tutor.text.code_rows import folded


def shown(line: str, width: int) -> list[str]:
    return [before + line[start:end] for before, start, end in folded(line, width)]


def test_a_line_that_fits_is_left_alone() -> None:
    assert shown("x = [1, 2]    shape (D,)", 24) == ["x = [1, 2]    shape (D,)"]


def test_a_short_column_goes_below_at_the_right() -> None:
    assert shown("after 600 steps, the same price    0.33", 32) == [
        "after 600 steps, the same price",
        "                            0.33",
    ]


def test_a_long_comment_goes_on_below_the_code() -> None:
    line = "    y = x @ W  # rows of x times the columns of W, one by one"
    assert shown(line, 40) == [
        "    y = x @ W",
        "      ↳ # rows of x times the columns of",
        "      ↳ W, one by one",
    ]


def test_a_piece_without_a_gap_stays_whole() -> None:
    assert shown("a_name_that_is_long(b)", 10) == ["a_name_that_is_long(b)"]


def test_what_stands_behind_a_piece_that_is_too_long_goes_below_it() -> None:
    assert shown("a_name_that_is_long(b) + c", 10) == ["a_name_that_is_long(b)", "  ↳ + c"]


@given(st.text("ab値 ", max_size=60), st.integers(16, 40))
@example("aaa aaa値値値値値 a", 16)
def test_nothing_of_a_line_is_lost_and_rows_fit_unless_a_piece_does_not(line: str, width: int) -> None:
    rows = list(folded(line, width))
    assert "".join(line[start:end] for _, start, end in rows).replace(" ", "") == line.replace(" ", "")
    longest = max((cell_len(piece) for piece in line.split()), default=0)
    indent = len(line) - len(line.lstrip())
    assert all(
        cell_len(before + line[start:end].rstrip()) <= max(width, indent + 4 + longest) for before, start, end in rows
    )
