"""Changes between two lists of lines, and places in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.ui.widgets.lines import occurrence, replacement, row_after

texts = st.lists(st.text("ab", max_size=3), min_size=1, max_size=8)


def replaced(old: list[str], text: str, start: tuple[int, int], end: tuple[int, int]) -> list[str]:
    before = "\n".join([*old[: start[0]], old[start[0]][: start[1]]])
    after = "\n".join([old[end[0]][end[1] :], *old[end[0] + 1 :]])
    return (before + text + after).split("\n")


@given(texts, texts)
def test_the_changed_span_turns_the_old_text_into_the_new(old: list[str], new: list[str]) -> None:
    assert replaced(old, *replacement(old, new)) == new


@given(texts, texts, st.integers(0, 7))
def test_a_row_is_found_within_the_new_text(old: list[str], new: list[str], row: int) -> None:
    assert 0 <= row_after(old, new, min(row, len(old) - 1)) < len(new)


def test_a_row_moves_with_the_lines_put_before_it() -> None:
    assert row_after(["a", "b"], ["x", "y", "a", "b"], 1) == 3


def test_finding_goes_on_and_starts_again_at_the_top() -> None:
    lines = ["self.x", "x = self"]
    assert occurrence(lines, "self", [(0, 0), (0, 4)], True) == (1, 4)
    assert occurrence(lines, "self", [(1, 4), (1, 8)], True) == (0, 0)
    assert occurrence(lines, "self", [(0, 0), (0, 4)], False) == (1, 4)


def test_case_counts_only_with_capitals() -> None:
    assert occurrence(["dW = dw"], "dw", [(0, 0), (0, 0)], True) == (0, 5)
    assert occurrence(["dW = dw"], "dW", [(0, 3), (0, 3)], True) == (0, 0)


def test_nothing_is_found_of_nothing() -> None:
    assert occurrence(["a"], "", [(0, 0), (0, 0)], True) is None
    assert occurrence(["a"], "b", [(0, 0), (0, 0)], True) is None
