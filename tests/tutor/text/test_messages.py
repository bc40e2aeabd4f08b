"""Messages become sentences, in each language, with the same facts."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from tutor.course.catalog import LANGUAGES, Catalog
from tutor.course.prose import parse
from tutor.model import Message
from tutor.text.messages import FALLBACK, Words, catalogue, fill, one_paragraph

JUDGE = [
    key
    for key in catalogue("en")
    if key.split(".")[0] in ("parse", "run", "contract", "forward", "purity", "linearity", "gradient")
]


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != FALLBACK])
@pytest.mark.parametrize("key", JUDGE)
def test_what_the_judge_says_is_said_in_every_language_with_the_same_facts(language: str, key: str) -> None:
    assert fields(catalogue(language)[key]) == fields(catalogue(FALLBACK)[key])


def test_a_key_without_a_sentence_is_shown_as_it_stands() -> None:
    assert Words("en")("no.such.key") == "no.such.key"


def test_a_language_without_a_sentence_falls_back_to_english() -> None:
    assert Words("tlh")("passed") == catalogue("en")["passed"]


def test_a_fact_that_is_missing_is_shown_by_its_name() -> None:
    assert fill("{here} and {gone}", {"here": 1}) == "1 and {gone}"


def test_a_fact_that_does_not_fit_its_format_leaves_the_sentence_as_it_stands() -> None:
    assert fill("{seconds:g} s", {"seconds": "soon"}) == "{seconds:g} s"


def test_braces_in_a_fact_are_taken_literally() -> None:
    assert fill("got {text}", {"text": "{x.__class__}"}) == "got {x.__class__}"


def test_a_message_among_the_facts_is_said_first() -> None:
    inner = Message("contract.none", {"variable": "dx"})
    said = Words("en").say(Message("note.beyond", {"case": "images", "message": inner}))
    assert "images" in said
    assert "dx is None" in said


def test_a_mistake_is_said_in_the_lessons_own_words() -> None:
    prose = parse("# Title\n\n## Mistake bias-averaged\n\nThe bias is\naveraged.\n")
    assert Words("en", prose).say(Message("mistake", {"key": "bias-averaged"})) == "The bias is averaged."


def test_a_mistake_without_words_is_said_by_its_key() -> None:
    assert Words("en", parse("# Title\n\n## Hint 1\n")).say(Message("mistake", {"key": "odd"})) == "odd"


def test_lines_of_a_paragraph_are_joined_and_blank_lines_stay() -> None:
    assert one_paragraph("a\nb\n\nc\n") == "a b\n\nc"


def test_a_message_without_an_end_is_ended_before_the_lesson_speaks() -> None:
    prose = Catalog().prose("trainer", "en")
    crash = Message("run.raised", {"line": 3, "type": "ValueError", "text": "no rows"})
    said = Words("en", prose).say(Message("note.beyond", {"case": "the last batch", "variable": "", "message": crash}))
    assert "ValueError: no rows. Here" in said


@pytest.mark.parametrize(
    ("number", "said", "alone"), [(0, "0 lessons", "lessons"), (1, "1 lesson", "lesson"), (2, "2 lessons", "lessons")]
)
def test_a_word_after_a_number_goes_with_it(number: int, said: str, alone: str) -> None:
    assert fill("{n:lesson|lessons}", {"n": number}) == said
    assert fill("{n:|lesson|lessons}", {"n": number}) == alone


@pytest.mark.parametrize(
    "key", ["cli.export.done", "doctor.course", "milestone.days", "end.days", "end.span", "cli.history.lines"]
)
def test_what_is_counted_is_singular_where_there_is_one(key: str) -> None:
    facts = dict.fromkeys(("lessons", "days", "lines"), 1)
    assert not re.search(r"1 \w+s\b|\bdays\b", Words("en")(key, **facts))
