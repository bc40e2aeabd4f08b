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


def test_a_mistake_may_have_a_hint_of_its_own() -> None:
    prose = parse("# T\n\n## Mistake turned\n\nx\n\n## Nudge turned\n\nWhich shape has W?\n")
    assert (prose.nudge("turned"), prose.nudge("other")) == ("Which shape has W?", None)


def test_hints_below_a_stage_are_that_stages() -> None:
    prose = parse("# T\n\n## Hint 1\n\na\n\n## Stage back: The way back\n\nb\n\n## Hint 1\n\nc\n\n## Why x: y?\n\nz\n")
    assert [(hint.stage, hint.body) for hint in prose.of("Hint")] == [("", "a"), ("back", "c")]
    with pytest.raises(BadProse, match="twice"):
        parse("# T\n\n## Stage a: A\n\n## Hint 1\n\nx\n\n## Hint 1\n\ny\n")


def test_a_prediction_names_what_the_run_is_asked_for() -> None:
    text = "# T\n\n## Predict db: Which shape has db?\nValue: one datum/db/value shape\n\nOne bias an output.\n"
    (asked,) = parse(text).predictions
    assert asked == ("db", "Which shape has db?", "one datum/db/value", True, "One bias an output.")
    assert not parse(text.replace(" shape\n", "\n")).predictions[0].of_shape
    with pytest.raises(BadProse, match="line 3"):
        parse(text.replace("Value", "Vale"))


def test_a_question_may_say_which_earlier_lesson_it_is_about() -> None:
    (quiz,) = parse("# T\n\n## Quiz q: ?\nAbout: and-gate\n- [x] a. b.\n- [ ] c. d.\n").quizzes
    assert (quiz.about, [choice.answer for choice in quiz.choices]) == ("and-gate", ["a", "c"])
    (typed,) = parse("# T\n\n## Quiz q: ?\nAbout: and-gate\nAnswer: 3\n\nSince.\n").quizzes
    assert (typed.about, typed.answer, typed.explanation) == ("and-gate", "3", "Since.")
