"""No text of anybody's drives the terminal: whatever its characters, wherever it comes in."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tutor.characters import SUBSTITUTE, clean, clean_but_colours, json_line, without_acting
from tutor.course.prose import parse
from tutor.figures_text.drawing import words_of
from tutor.judge.wire.unpacking import text_of
from tutor.text.messages import Words, fill
from tutor.ui.last_door import LastDoor

TITLE = "\x1b]0;owned\x07"
CLIPBOARD = "\x1b]52;c;aGk=\x1b\\"
C1_TITLE = "\x9d0;owned\x9c"
REVERSED = "return x \u202e# 0 nruter\u2066"
ANY = st.text(st.characters(codec=None, categories=["C", "Z", "L", "N", "P"]))


def acts(character: str) -> bool:
    """Controls (newline and tab aside), what breaks lines, and what turns directions round."""
    return character not in "\n\t" and (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or character in "\u200e\u200f\u061c"
    )


@given(ANY)
def test_nothing_that_acts_is_left_and_the_rest_stays(text: str) -> None:
    shown = clean(text)
    assert not any(map(acts, shown))
    assert [c for c in text if not acts(c)] == [c for c in shown if not _a_picture(c)] or any(map(_a_picture, text))


def _a_picture(character: str) -> bool:
    return character == SUBSTITUTE or 0x2400 <= ord(character) <= 0x2426


def test_every_code_point_that_acts_has_a_picture() -> None:
    assert [hex(code) for code in range(0x110000) if acts(chr(code)) and clean(chr(code)) == chr(code)] == []


@pytest.mark.parametrize("text", ["plain", "日本語 é → ✓", "a\tb\nc", "👩\u200d💻"])
def test_an_innocent_text_is_itself(text: str) -> None:
    assert clean(text) is text


def test_line_ends_of_windows_are_line_ends() -> None:
    assert clean("a\r\nb\rc") == "a\nb␍c"


@given(ANY)
def test_what_a_worker_says_is_clean(text: str) -> None:
    assert not any(map(acts, text_of(text)))


@given(ANY)
def test_a_fact_in_a_sentence_is_clean(text: str) -> None:
    assert not any(map(acts, fill("The file {file} is gone.", {"file": text})))


@pytest.mark.parametrize("hostile", [TITLE, CLIPBOARD, C1_TITLE, REVERSED])
def test_a_path_in_a_fault_does_nothing_to_the_terminal(hostile: str) -> None:
    assert not any(map(acts, Words("en")("cli.lesson-unknown", name=hostile, nearest=hostile)))


@given(ANY)
def test_a_lessons_prose_is_clean(text: str) -> None:
    prose = parse(f"# {text.split(chr(10))[0].strip() or 'Title'} a\n\n> {' '.join(text.split())}\n")
    assert not any(map(acts, prose.title + prose.intro))


@given(ANY)
def test_json_holds_the_text_itself_and_nothing_that_acts(text: str) -> None:
    for utf8 in (True, False):
        line = json_line({"text": text}, utf8=utf8)
        assert not any(map(acts, line))
        assert "\n" not in line
        assert json.loads(line) == {"text": text}


def test_our_own_colours_pass_the_command_line_and_nothing_else() -> None:
    assert clean_but_colours(f"\x1b[1mbold\x1b[0m{TITLE}") == "\x1b[1mbold\x1b[0m␛]0;owned␇"


@given(ANY)
def test_the_last_door_lets_no_acting_character_through(text: str) -> None:
    (kept,) = LastDoor().apply([Segment(text, Style(bold=True))], Color(0, 0, 0))
    assert not any(map(acts, kept.text))
    assert "\n" not in kept.text
    assert kept.style == Style(bold=True)


@given(ANY)
@example("\ud800")
def test_a_line_behind_the_last_door_is_as_long_as_before(text: str) -> None:
    line = "".join(c for c in text if c not in "\n\t")
    assert Segment(without_acting(line)).cell_length == Segment(line).cell_length


@pytest.mark.parametrize("sentence", ["{a:>999999999}", "{a:.999999999f}", "{a:{b}}", "so {a!r:^99999}"])
def test_a_sentence_that_asks_for_a_billion_blanks_stands_as_it_is(sentence: str) -> None:
    facts = {"a": 1.0, "b": 999_999_999}
    assert fill(sentence, facts) == words_of("key", {"key": sentence}, facts) == sentence
    assert fill("{a:>9.2f}", facts) == "     1.00"
