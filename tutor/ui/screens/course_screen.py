"""The stops of the course, and how one goes from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from tutor.model import Message
from tutor.ui.host import Host
from tutor.ui.record import LessonRecord


class CourseScreen(Screen[None]):
    """One stop of the course, as the app knows it: a lesson at work, or one of questions alone."""

    def __init__(self, tutor: Host, record: LessonRecord) -> None:
        super().__init__()
        self.tutor = tutor
        self.record = record
        self.facts = record.facts

    async def leave(self) -> None:
        """Everything is on disk, and nothing of this lesson runs any more."""
        raise NotImplementedError


class CourseWay:
    """The ways on from a stop. It is left in order first, and once, however quickly the keys come."""

    def __init__(self, stop: CourseScreen) -> None:
        self._stop = stop
        self._departing = False

    def go_home(self) -> None:
        """Back to the map."""
        self._start(self._stop.tutor.pop_screen)

    def go_on(self, by: int) -> None:
        """To a neighbour in the course."""
        tutor, order = self._stop.tutor, self._stop.record.learner.catalog.course.order
        at = order.index(self._stop.facts.id) + by
        if 0 <= at < len(order):
            self._start(partial(tutor.open_lesson, order[at]))
        else:
            tutor.tell(Message("course.end" if by > 0 else "course.start"))

    def _start(self, go: Callable[[], object]) -> None:
        self._stop.run_worker(self._depart(go))

    async def _depart(self, go: Callable[[], object]) -> None:
        if self._departing or not self._stop.is_active:
            return
        self._departing = True
        try:
            with self._stop.tutor.typed.hold():
                await self._stop.leave()
                if self._stop.is_active:
                    go()
        finally:
            self._departing = False
