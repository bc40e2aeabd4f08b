"""Which lesson the tutor opens with, and what waits in the others."""

from __future__ import annotations

from tutor.model import Message
from tutor.session.context import Study


def arrive(study: Study, asked: str | None) -> tuple[str, list[Message]]:
    """The lesson asked for, else the one whose last typing was never saved, else where one left off; what else waits."""
    unsaved = study.unsaved() if study.writable else ()
    first = asked or next(iter(unsaved), None) or study.next_lesson()
    titles = [study.catalog.title(lesson, study.words.language) for lesson in unsaved if lesson != first]
    return first, [Message("draft.elsewhere", {"title": title}) for title in titles]
