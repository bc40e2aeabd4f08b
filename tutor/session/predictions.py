"""What a learner predicted before running, beside what their own run gave. Pure, but for `last_predictions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tutor.course.answers import agrees
from tutor.course.prose import Prediction
from tutor.model import Finding, Message, Verdict
from tutor.session.context import LearnerContext

PREFIX = "predict-"  # before a prediction's key, where answers to questions are kept


class Guess(NamedTuple):
    """A prediction as it was typed, and whether the record has it as right."""

    text: str
    right: bool = False


class Comparison(NamedTuple):
    """A guess, and what the run gave. `settled`: that is the right value; else a guess like it has been no better."""

    key: str
    guess: str
    came: str
    agrees: bool
    settled: bool

    @property
    def right(self) -> bool:
        return self.agrees and self.settled

    @property
    def message(self) -> Message:
        key = ("right" if self.agrees else "wrong") if self.settled else "unsettled"
        return Message(f"predict.{key}", {"guess": self.guess, "came": self.came})


def compare(asked: Prediction, guess: str, verdict: Verdict | None) -> Comparison | None:
    """None as long as no run has come as far as the value that is asked for."""
    found = next((one for one in verdict.findings if str(one.name) == asked.observation), None) if verdict else None
    came = _came(found, asked.of_shape) if found else None
    if found is None or came is None:
        return None
    return Comparison(asked.key, guess, came, agrees(guess, came), found.passed)


def _came(finding: Finding, of_shape: bool) -> str | None:
    if not of_shape:
        return finding.told
    return None if finding.actual_shape is None else str(finding.actual_shape)


def last_predictions(learner: LearnerContext, lesson: str) -> Mapping[str, Guess]:
    """Key -> the last prediction that was made."""
    answers = learner.store.quiz_answers(learner.key(lesson))
    made = (one for one in answers if one.quiz.startswith(PREFIX))
    return {one.quiz.removeprefix(PREFIX): Guess(one.answer, one.correct) for one in made}
