"""What Enter, Backspace and the comment key make of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.ui.widgets import indent

code_lines = st.lists(st.text(st.sampled_from([*"ab#:= ()'"]), max_size=12), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def forward(self, x):", "    "),
        ("    if x:  # why", "        "),
        ("        return x", "    "),
        ("        return(x)", "    "),
        ("        return f(", "        "),
        ("    pass", ""),
        ("returned = 1", ""),
        ("    x = 'a: # b:'", "    "),
        ("    y = 1  # then:", "    "),
        ("", ""),
    ],
)
def test_the_next_line_is_indented_by_what_the_code_before_it_says(before: str, after: str) -> None:
    assert indent.next_indent(before, 4) == after


@pytest.mark.parametrize(("column", "stop"), [(8, 4), (7, 4), (5, 4), (4, 0), (1, 0)])
def test_backspace_goes_to_the_indent_stop_on_the_left(column: int, stop: int) -> None:
    assert indent.stop_before(column, 4) == stop


def test_a_hash_inside_a_string_is_no_comment() -> None:
    assert indent.code_of("x = '#1'  # one") == "x = '#1'"


def test_an_escaped_quote_does_not_end_a_string() -> None:
    assert indent.code_of(r"x = '\'#'  # one") == r"x = '\'#'"


def test_comment_signs_line_up_at_the_least_indentation() -> None:
    assert indent.toggle_comments(["    if x:", "", "        y"]) == ["    # if x:", "", "    #     y"]


@given(code_lines)
def test_commenting_twice_gives_the_lines_back(lines: list[str]) -> None:
    if not all(line.lstrip().startswith("#") for line in lines if line.strip()):
        assert indent.toggle_comments(indent.toggle_comments(lines)) == lines


def test_lines_move_left_only_as_far_as_they_are_indented() -> None:
    assert indent.shift(["      a", "  b", "c"], -4) == ["  a", "b", "c"]
