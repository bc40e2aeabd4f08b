"""A learner's way through the hints of a lesson: what they have seen, where they are stuck, what they look at now."""

from __future__ import annotations

from tutor.course.hints import NOWHERE, Hint, Seen, Trouble, trouble
from tutor.model import Verdict
from tutor.session.context import LearnerContext


def seen(learner: LearnerContext, lesson: str) -> Seen:
    """The hints that were looked at, at any time."""
    key = learner.key(lesson)
    return Seen(learner.store.hints(key), learner.store.nudges(key))


def take(learner: LearnerContext, lesson: str, hint: Hint) -> None:
    """Note that a hint is looked at."""
    key = learner.key(lesson)
    if hint.mistake:
        learner.store.take_nudge(key, hint.mistake)
    else:
        learner.store.take_hint(key, hint.place)


def last_trouble(learner: LearnerContext, lesson: str) -> Trouble:
    """Where the last check that is kept ended; nowhere after a pass."""
    kept = learner.store.verdicts(learner.key(lesson))
    return trouble(kept[-1].mistake, kept[-1].stage, kept[-1].failed) if kept else NOWHERE


def present_trouble(verdict: Verdict | None) -> Trouble:
    """Where a check that has just ended is stuck."""
    return trouble(verdict.mistake, verdict.stage, verdict.failed) if verdict and not verdict.passed else NOWHERE
