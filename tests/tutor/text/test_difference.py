"""What changes when one text takes another's place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.text.difference import LIMIT, Line, difference, own_lines

lines = st.lists(st.sampled_from(["a = 1", "b = 2", "", "return x"]), max_size=12)


def test_a_changed_line_goes_and_comes_among_those_that_stay() -> None:
    assert difference("a\nb\nc\n", "a\nB\nc\n") == (Line(" ", "a"), Line("-", "b"), Line("+", "B"), Line(" ", "c"))


def test_lines_far_from_every_change_are_left_out() -> None:
    present = "\n".join(map(str, range(30)))
    found = difference(present, present.replace("15", "fifteen"))
    assert found is not None
    assert found[0] == Line("⋯")
    assert [line.text for line in found if line.sign == " "] == ["12", "13", "14", "16", "17", "18"]


def test_equal_texts_differ_in_nothing() -> None:
    assert difference("a\n", "a\n") == ()


def test_texts_too_long_to_compare_are_said_to_be() -> None:
    assert difference("a\n" * LIMIT, "b\n") is None


@given(lines, lines)
def test_what_stays_and_comes_is_in_the_other_text_and_what_stays_and_goes_in_the_present_one(
    present: list[str], other: list[str]
) -> None:
    found = difference("\n".join(present), "\n".join(other)) or ()
    gone = [line.text for line in found if line.sign == "-"]
    come = [line.text for line in found if line.sign == "+"]
    assert len("\n".join(present).splitlines()) - len(gone) == len("\n".join(other).splitlines()) - len(come)
    assert all(text in present for text in gone)
    assert all(text in other for text in come)


def test_a_line_that_does_something_else_is_the_texts_own() -> None:
    mine = 'def f(x):\n    """Doubles."""\n    y = 2 * x  # twice\n\n    return y\n'
    theirs = "def f(x):\n    return  2*x\n"
    assert own_lines(mine, theirs) == {3, 5}
    assert own_lines(theirs, mine) == {2}


def test_comments_blanks_and_docstrings_make_no_difference() -> None:
    bare = "def f(x):\n    return 2 * x\n"
    told = 'def f(x):\n    """Doubles.\n\n    x: any number\n    """\n\n    return 2*x  # that is all\n'
    assert own_lines(told, bare) == own_lines(bare, told) == frozenset()


def test_what_is_no_python_has_no_lines_of_its_own() -> None:
    assert own_lines("def (", "x = 1") == frozenset()
    assert own_lines("x = 1\n" * 5000, "y = 1") == frozenset()
