"""Changed questions that are left without a say."""

from __future__ import annotations

from tutor.judge.mending import expressions
from tutor.judge.mending.edits import Text, functions
from tutor.judge.mending.questions import answered


def answers(line: str, other: str) -> list[str]:
    """The answered forms of a line that has become another, without the lines around it."""
    text = Text.parse(f"def f(np, x, y):\n    {line}\n        return y\n    return x\n")
    assert text is not None
    (part,) = functions(text)
    edit = next(one for one in expressions.edits(text, part) if text.changed((one,)).splitlines()[1].strip() == other)
    return [changed.splitlines()[1].strip() for changed in answered(text, (edit,))]


def test_the_changed_question_is_answered_by_yes_each_time_and_by_no() -> None:
    wanted = ["if ((((x < 0) != 0) | True)):", "if ((((x < 0) != 0) & False)):"]
    assert answers("if x > 0:", "if (x < 0):") == wanted


def test_of_several_questions_the_one_that_is_changed_is_answered() -> None:
    wanted = ["if y > 0 and ((((x < 0) != 0) | True)):", "if y > 0 and ((((x < 0) != 0) & False)):"]
    assert answers("if y > 0 and x > 0:", "if y > 0 and (x < 0):") == wanted


def test_the_end_of_a_loop_is_no_such_question() -> None:
    assert answers("while x > 0:", "while (x < 0):") == []


def test_what_is_changed_elsewhere_asks_nothing() -> None:
    assert answers("for x in y[0:2]:", "for x in y[1:2]:") == []
