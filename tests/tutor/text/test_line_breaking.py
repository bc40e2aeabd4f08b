"""Where lines of Japanese may end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tutor.text.line_breaking import breaks, filled, has_wide, pieces

TEXTS = st.text(st.sampled_from("勾配を渡す。、「」（）ーっャabc xyz12 ,.()"), max_size=80)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *breaks(text, width), len(text)])]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("入力にはそれぞれ重みがあります。", 10, ["入力にはそ", "れぞれ重み", "がありま", "す。"]),
        ("形状は (3, 4) です", 9, ["形状は ", "(3, 4) で", "す"]),
        ("重みとgradientを渡す", 12, ["重みと", "gradientを渡", "す"]),
        ("彼は「はい」と", 6, ["彼は", "「は", "い」と"]),
        ("plain words only", 6, ["plain ", "words ", "only"]),
        ("", 5, [""]),
    ],
)
def test_lines_are_as_full_as_the_rules_allow(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(TEXTS, st.integers(1, 30))
def test_nothing_is_lost_and_only_a_single_piece_is_ever_too_wide(text: str, width: int) -> None:
    found = lines(text, width)
    assert "".join(found) == text
    for line in found:
        assert cell_len(line.rstrip()) <= width or len(list(pieces(line))) == 1


@given(TEXTS, st.integers(1, 30))
def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket(text: str, width: int) -> None:
    before_and_after = list(pairwise(lines(text, width)))
    assert not any(after[0] in "。、」）ーっャ" for before, after in before_and_after if not before[-1].isspace())
    assert not any(before[-1] in "「（" for before, after in before_and_after)


@given(TEXTS, st.integers(1, 30))
def test_a_word_without_blanks_is_never_cut(text: str, width: int) -> None:
    for before, after in pairwise(lines(text, width)):
        assert not (before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum())


def test_wide_characters_are_seen_among_others() -> None:
    assert has_wide("gradient は")
    assert not has_wide("gradient ∂L")


def test_an_end_of_line_is_a_blank_between_words_and_nothing_in_japanese() -> None:
    assert filled("one\ntwo", 20) == ["one two"]
    assert filled("行列の\n積", 20) == ["行列の積"]
    assert filled("行列の\nproduct", 20) == ["行列の product"]
