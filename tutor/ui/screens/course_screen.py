"""The stops of the course, and how one goes from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from tutor.model import Message
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.panels.escaping import after_escape
from tutor.ui.panels.status import in_background, in_words
from tutor.ui.record import LessonRecord

if TYPE_CHECKING:
    from tutor.ui.screens.panes import Panes, Spot


class CourseScreen(Screen[None]):
    """One stop of the course, as the app knows it: a lesson at work, or one of questions alone.

    spot: where to begin, other than where the learner left off.
    """

    panes: Panes
    spot: Spot | None = None

    def __init__(self, tutor: Host, record: LessonRecord) -> None:
        super().__init__()
        self.tutor = tutor
        self.record = record
        self.facts = record.facts

    def surroundings(self) -> Iterator[str]:
        """That the lesson is not in the learner's language; where the kernel holds less than it had offered; the experiments
        that run."""
        yield from self.untranslated()
        words, learner, assessor = self.record.words, self.record.learner, self.tutor.judge.assessor
        if assessor and assessor.pool.weaker:
            yield words("status.weaker")
        yield from in_background(learner, self.tutor.background.state)
        for lab in self.tutor.labs.running():
            yield in_words(lab, learner.catalog.title(lab.lesson.id, words.language), words)

    def untranslated(self) -> Iterator[str]:
        """What to say of a lesson that does not speak the learner's language."""
        words = self.record.words
        if not self.record.learner.catalog.speaks(self.facts.id, words.language):
            yield words("status.untranslated")

    @property
    def first_page(self) -> str:
        """The key of the page to begin with; empty for the first of all."""
        left_off = self.record.bookmark.step if self.record.bookmark else None
        return self.spot.page if self.spot else left_off or ""

    @property
    def offered(self) -> Iterable[str]:
        """The ids of the keys that are offered here behind Escape, where letters are text."""
        return ()

    def after_escape(self, letter: str) -> tuple[str, ...]:
        """The keys that a letter with Alt stands for; none where it is not offered."""
        chosen = self.record.learner.settings.keys
        letters = {keys.look_up(row, chosen)[0] for row in keys.LESSON if row.id in self.offered}
        return after_escape(self, letter, letters)

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
