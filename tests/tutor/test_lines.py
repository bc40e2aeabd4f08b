"""Lines of a program as Python counts them."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lines import python_lines


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\f", "\x1c"])
def test_what_python_takes_for_no_end_of_a_line_ends_none(mark: str) -> None:
    text = f"first = 1  # {mark} a note\nsecond = 2\n"
    assert python_lines(text)[ast.parse(text).body[1].lineno - 1] == "second = 2"


@given(st.lists(st.sampled_from(["a = 1", "", "# \x0c\u2028"])), st.sampled_from(["\n", "\r\n", "\r"]))
def test_each_statement_stands_in_the_line_that_python_gives_it(lines: list[str], end: str) -> None:
    text = end.join([*lines, "last = 2"])
    assert python_lines(text)[ast.parse(text).body[-1].lineno - 1] == "last = 2"


def test_lines_with_their_ends_make_the_text_again() -> None:
    assert "".join(python_lines("a\fb\nc\n", keepends=True)) == "a\fb\nc\n"
    assert python_lines("a\r\nb", keepends=True) == ["a\n", "b"]
