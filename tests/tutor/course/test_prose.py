"""A lesson's Markdown, cut at its markers."""

from __future__ import annotations

import pytest

from tutor.course.prose import BadProse, parse, title_of

LESSON = """# Affine layer

What it is.

## Step one-row: One row by hand

y = x W + b

## Hint 1

Look at the shapes.

## Hint 2

Sum over axis 0.

## Mistake bias-averaged

An average.

## Quiz shape: Which shape has dW?

- [x] (D, M). As W.
- [ ] (M, D). That is
  its transpose.
"""


def test_title_and_opening_words_come_before_the_first_marker() -> None:
    prose = parse(LESSON)
    assert (prose.title, prose.intro.strip()) == ("Affine layer", "What it is.")


def test_sections_keep_their_kind_key_title_and_line() -> None:
    step = parse(LESSON).of("Step")[0]
    assert (step.key, step.title, step.body.strip(), step.line) == ("one-row", "One row by hand", "y = x W + b", 5)


def test_hints_come_in_order() -> None:
    assert [hint.strip() for hint in parse(LESSON).hints] == ["Look at the shapes.", "Sum over axis 0."]


def test_a_mistakes_words_are_found_by_its_key() -> None:
    prose = parse(LESSON)
    assert (prose.mistake("bias-averaged") or "").strip() == "An average."
    assert prose.mistake("unheard-of") is None


def test_a_quiz_knows_its_right_answer_and_explains_each() -> None:
    (quiz,) = parse(LESSON).quizzes
    assert [choice.right for choice in quiz.choices] == [True, False]
    assert [choice.answer.rstrip(".") for choice in quiz.choices] == ["(D, M)", "(M, D)"]
    assert quiz.choices[1].explanation == "That is its transpose."


def test_a_mark_inside_a_code_block_is_code() -> None:
    prose = parse("# T\n\n## Hint 1\n\n```\n## Hint 2\n```\n")
    assert len(prose.hints) == 1
    assert "## Hint 2" in prose.hints[0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("no title", "title"),
        ("# T\n\n## Wonder x\n", "line 3"),
        ("# T\n\n## Mistake a\n\nx\n\n## Mistake a\n\ny\n", "line 7"),
        ("# T\n\n## Quiz q: ?\n\n- [ ] a\n- [ ] b\n", "line 3"),
    ],
)
def test_what_cannot_be_read_is_named_by_line(text: str, fault: str) -> None:
    with pytest.raises(BadProse, match=fault):
        parse(text)


def test_a_byte_order_mark_does_not_hide_the_title() -> None:
    assert title_of("\ufeff# Title\n") == "Title"


def test_a_lesson_without_any_marker_is_its_introduction() -> None:
    prose = parse("# Title\n\nWords.\n")
    assert (prose.title, prose.intro, prose.sections) == ("Title", "Words.", ())
