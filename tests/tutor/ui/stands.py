"""Who stands in for the screen and the app where a part is tested alone."""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from tutor.model import Lesson, Message, Outcome, Verdict
from tutor.session.context import LearnerContext
from tutor.session.update import Session
from tutor.ui.controller import LessonController
from tutor.ui.record import LessonRecord

LESSON = "affine-layer"


class Sheet:
    """An editor without a screen."""

    def __init__(self, text: str) -> None:
        self.text, self.revision, self.shortened, self.line = text, 0, False, 1

    def replace_text(self, text: str) -> None:
        self.text, self.revision = text, self.revision + 1


class Assessor:
    """Everything passes."""

    async def check(self, lesson: Lesson, text: str, *, seed: int, **_: Any) -> Verdict:
        return Verdict(lesson.id, Outcome.PASSED, None, Message("passed"), seed)


class Host:
    """A tutor without a terminal. answer: what the windows answer."""

    def __init__(self, learner: LearnerContext, answer: object = None) -> None:
        self.learner, self.words, self.answer = learner, learner.words, answer
        self.told: list[str] = []
        self.opened: list[str] = []
        self.windows: list[Any] = []
        self.typed: Any = None

    def tell(self, message: Message, severity: str = "information") -> None:
        self.told.append(message.key)

    def judge(self) -> asyncio.Future[Any]:
        assessor: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        assessor.set_result(Assessor())
        return assessor

    def push_screen(self, window: Any) -> None:
        self.windows.append(window)

    async def push_screen_wait(self, window: Any) -> Any:
        self.windows.append(window)
        return self.answer

    def celebrate(self, lesson: str) -> bool:
        return False

    def open_lesson(self, lesson: str) -> None:
        self.opened.append(lesson)

    def suspend(self) -> AbstractContextManager[None]:
        return nullcontext()

    def refresh(self, *, layout: bool) -> None:
        self.refreshed = layout


class Face:
    """A lesson at work that nobody looks at."""

    def __init__(self, host: Host, lesson: str = LESSON) -> None:
        self.celebrated = 0
        self.states: list[Session] = []
        self.record = LessonRecord(host.learner, lesson, host.tell)
        self.controller = LessonController(self.record, host.judge, self)
        self.editor = Sheet(self.controller.file.text)

    def show(self, state: Session) -> None:
        self.states.append(state)

    def celebrate(self) -> None:
        self.celebrated += 1

    def write(self, text: str) -> None:
        """Type, and let the controller know of it."""
        self.editor.replace_text(text)
        self.controller.take_in()
