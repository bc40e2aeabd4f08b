"""What a lesson's screen and a screen of questions share: their place in the course, and how one goes on from there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import work
from textual.screen import Screen

from tutor.errors import StoreError
from tutor.model import Lesson, Message
from tutor.session.context import LearnerContext

if TYPE_CHECKING:
    from tutor.ui.app import GradlingsApp


class CourseScreen(Screen[None]):
    """One stop of the course."""

    learner: LearnerContext
    facts: Lesson
    _departing = False

    @property
    def tutor(self) -> GradlingsApp:
        return cast("GradlingsApp", self.app)

    async def leave(self) -> None:
        """Everything is on disk, and nothing of this lesson runs any more."""
        raise NotImplementedError

    def record(self, write: Callable[[], object]) -> bool:
        """Keep something in the store, unless another tutor has it; where that fails, say so. What `write` answered."""
        if not self.learner.writable:
            return False
        try:
            return bool(write())
        except StoreError as error:
            self.tutor.tell(error.message, "warning")
            return False

    def go_home(self) -> None:
        """Back to the map."""
        self._depart(self.app.pop_screen)

    def go_on(self, by: int) -> None:
        """To a neighbour in the course."""
        order = self.learner.catalog.course.order
        at = order.index(self.facts.id) + by
        if 0 <= at < len(order):
            self._depart(partial(self.tutor.open_lesson, order[at]))
        else:
            self.tutor.tell(Message("course.end" if by > 0 else "course.start"))

    @work
    async def _depart(self, go: Callable[[], object]) -> None:
        """Leave and go, once: keys may come quicker than a lesson can be left."""
        if self._departing or not self.is_active:
            return
        self._departing = True
        try:
            with self.tutor.typed.held():
                await self.leave()
                if self.is_active:
                    go()
        finally:
            self._departing = False

    @work
    async def turn_language(self) -> None:
        """The same stop in the language that the settings name now."""
        await self.leave()
        await asyncio.sleep(0)
        self.tutor.open_lesson(self.facts.id)
