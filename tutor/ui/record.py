"""A lesson as the learner's memory has it, and what a screen adds to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from tutor.model import Message
from tutor.session.context import LearnerContext
from tutor.storage.records import Bookmark, PastVerdict
from tutor.storage.tries import load_tries, save_tries
from tutor.ui.telling import telling


class Tell(Protocol):
    """Says something to the learner; severity: information, warning or error."""

    def __call__(self, message: Message, severity: Any = "information") -> None: ...


class LessonRecord:
    """What is known of one lesson. Nothing is added while another tutor has the workspace; where that fails, it is told.

    Raises BadLesson if the lesson's words cannot be read, StoreError if the memory cannot.
    """

    def __init__(self, learner: LearnerContext, lesson: str, tell: Tell) -> None:
        self.learner = learner
        self.tell = tell
        self.facts = learner.lesson(lesson)
        self.key = learner.key(lesson)
        self.prose = learner.catalog.prose(lesson, learner.words.language)
        self.words = learner.words.of(self.prose)
        self.bookmark = learner.store.bookmark(self.key)

    def write(self, write: Callable[[], object]) -> bool:
        """Keep something in the store. What `write` answered; False where nothing was kept."""
        if not self.learner.writable:
            return False
        with telling(self.tell, "warning"):
            return bool(write())
        return False

    def open(self) -> None:
        """The learner is here now."""
        self.write(lambda: self.learner.store.open_lesson(self.key))

    def answer(self, quiz: str, answer: str, right: bool) -> bool:
        """Keep an answer; True if a lesson of questions alone has passed with it."""
        return self.write(lambda: self.learner.answer(self.facts.id, quiz, answer, right))

    def past(self) -> tuple[PastVerdict, ...]:
        """Its verdicts so far, the oldest first; none where the record cannot be read."""
        with telling(self.tell):
            return self.learner.store.verdicts(self.key)
        return ()

    def tried(self) -> tuple[str, ...]:
        """What was tried on the code of this lesson at earlier visits, the oldest first."""
        return load_tries(self.learner.workspace.tries, self.key)

    def keep_tried(self, inputs: Sequence[str]) -> None:
        """What was tried so far."""
        if self.learner.writable:
            save_tries(self.learner.workspace.tries, self.key, inputs)

    def keep_place(self, step: str, line: int = 1, column: int = 0) -> None:
        """Where the learner left off: a page, or "code"."""
        self.write(lambda: self.learner.store.set_bookmark(Bookmark(self.key, step, line, column)))
