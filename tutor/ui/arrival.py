"""Which lesson the tutor opens with, and what waits in the others."""

from __future__ import annotations

from tutor.model import Message
from tutor.session.context import LearnerContext


def arrive(learner: LearnerContext, asked: str | None) -> tuple[str, list[Message]]:
    """The lesson asked for, else the one whose last typing was never saved, else where one left off; what else waits."""
    unsaved = learner.unsaved() if learner.writable else ()
    first = asked or next(iter(unsaved), None) or learner.next_lesson()
    titles = [learner.catalog.title(lesson, learner.words.language) for lesson in unsaved if lesson != first]
    return first, [Message("draft.elsewhere", {"title": title}) for title in titles]
