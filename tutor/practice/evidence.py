"""What the record tells of how well a lesson or a kind of drill was known, sitting by sitting.

A check counts as evidence only where something was done from memory: a pass of a text that had passed before says
nothing, since opening a lesson checks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from tutor.model import Outcome
from tutor.practice.memory import Grade, Sitting, sittings_of
from tutor.storage.records import DrillAnswer, PastVerdict, QuizAnswer

LEAST_ANSWERS = 3  # in a drill, before it tells anything
MANY = 3  # different slips in a sitting
TELLING = 3  # the hint that almost gives the answer
GOOD_SHARE, HARD_SHARE = 0.85, 0.6  # of right answers in a drill


class Event(NamedTuple):
    """A check of a text, or an answer to a question. slip: what went wrong, "" for nothing."""

    at: datetime
    slip: str = ""
    passed: bool = False
    failed: bool = False
    text: int | None = None
    question: str = ""


def of_lesson(verdicts: Iterable[PastVerdict], answers: Iterable[QuizAnswer], hints: Sequence[int] = ()) -> list[Sitting]:
    """The sittings of a lesson from its first pass on; none for one that was never passed.

    The first is rated by the mistakes named, the questions missed and the hints taken on the way to the pass.
    """
    groups = sittings_of([*map(_checked, verdicts), *map(_answered, answers)])
    first = next((number for number, group in enumerate(groups) if any(event.passed for event in group)), None)
    if first is None:
        return []
    before = [event for group in groups[: first + 1] for event in group]
    known = _passed_texts(before)
    found = [Sitting(before[-1].at, _first_grade(before, hints))]
    for group in groups[first + 1 :]:
        grade = _later_grade(group, known)
        known |= _passed_texts(group)
        if grade is not None:
            found.append(Sitting(group[-1].at, grade))
    return found


def _checked(verdict: PastVerdict) -> Event:
    passed, failed = verdict.outcome is Outcome.PASSED, verdict.outcome in (Outcome.WRONG, Outcome.CRASHED)
    return Event(verdict.judged_at, verdict.mistake or "", passed, failed, text=verdict.text_id)


def _answered(answer: QuizAnswer) -> Event:
    slip = "" if answer.correct else f"question {answer.quiz}"
    return Event(answer.answered_at, slip, question=answer.quiz)


def _passed_texts(events: Iterable[Event]) -> set[int | None]:
    return {event.text for event in events if event.passed}


def _slips(events: Iterable[Event]) -> int:
    """Different ones: while one types, the same mistake is found after every pause."""
    return len({event.slip for event in events if event.slip})


def _first_grade(events: Sequence[Event], hints: Sequence[int]) -> Grade:
    slips = _slips(events)
    if slips >= MANY or any(number >= TELLING for number in hints):
        return Grade.HARD
    return Grade.GOOD if slips or hints else Grade.EASY


def _later_grade(events: Sequence[Event], known: set[int | None]) -> Grade | None:
    """The worse of what was written and what was answered; None where nothing was done from memory."""
    written = _written_grade([event for event in events if event.text is not None], known)
    answered = _answers_grade([event for event in events if event.question])
    return min((grade for grade in (written, answered) if grade), default=None)


def _written_grade(checks: Sequence[Event], known: set[int | None]) -> Grade | None:
    """From the first text on that had not passed before; that the old one passes when it is opened says nothing."""
    start = next((number for number, event in enumerate(checks) if event.text not in known), len(checks))
    fresh = checks[start:]
    if any(event.passed for event in fresh):
        return Grade.HARD if _slips(fresh) else Grade.GOOD
    return Grade.AGAIN if any(event.failed for event in fresh) else None


def _answers_grade(answers: Sequence[Event]) -> Grade | None:
    """A question that was missed is missed, though it is answered rightly afterwards."""
    if not answers:
        return None
    asked, missed = len({event.question for event in answers}), _slips(answers)
    if missed * 2 > asked:
        return Grade.AGAIN
    return Grade.HARD if missed else Grade.GOOD


def of_drill(answers: Iterable[DrillAnswer]) -> list[Sitting]:
    """The sittings of one kind of drill, rated by the share of right answers; a few answers alone are none."""
    groups = [group for group in sittings_of(map(_tried, answers)) if len(group) >= LEAST_ANSWERS]
    return [Sitting(group[-1].at, _share_grade(sum(event.passed for event in group) / len(group))) for group in groups]


def _tried(answer: DrillAnswer) -> Event:
    return Event(answer.answered_at, passed=answer.correct)


def _share_grade(share: float) -> Grade:
    if share < HARD_SHARE:
        return Grade.AGAIN
    return Grade.GOOD if share >= GOOD_SHARE else Grade.HARD
