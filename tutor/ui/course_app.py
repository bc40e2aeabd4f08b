"""Which screens lie over each other, and how one goes from one to another: no old one is left beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual import work

from tutor.model import Message
from tutor.session.context import LearnerContext
from tutor.ui.host import Host
from tutor.ui.key_queue import OrderlyApp
from tutor.ui.screens.course_screen import CourseScreen
from tutor.ui.telling import telling
from tutor.ui.visit import Judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from tutor.session.milestones import Milestone


class CourseApp(OrderlyApp):
    """The map lies under everything, at most one stop of the course on it, windows over that.

    resuming: the first lesson of a visit is being opened. came_from: the lesson opened last, of which the map has yet to
    take note.
    """

    learner: LearnerContext
    judge: Judge
    resuming = True
    came_from = ""

    @property
    def _host(self) -> Host:
        return cast("Host", self)

    def tell(self, message: Message, severity: Any = "information") -> None:
        """Say something in a corner, without taking the focus."""
        raise NotImplementedError

    def open_lesson(self, lesson: str) -> None:
        """Show a lesson on top of the map."""
        screen = self._stop(lesson)
        if screen and isinstance(self.screen, CourseScreen):
            self.switch_screen(screen)
        elif screen:
            self.push_screen(screen)

    def _stop(self, lesson: str) -> CourseScreen | None:
        """The screen of a lesson; None for one that cannot be shown, which is told."""
        from tutor.ui.screens.lesson import LessonScreen
        from tutor.ui.screens.questions import QuestionsScreen

        screen: CourseScreen | None = None
        with telling(self.tell):
            kind = QuestionsScreen if self.learner.lesson(lesson).kind == "quiz" else LessonScreen
            screen = kind(self._host, lesson)
        if screen is None:
            return None
        if isinstance(screen, LessonScreen):
            screen.resumes = self.resuming
            if screen.state.live:
                self.judge.expect(screen.facts, screen.state.seed)
        self.came_from = lesson
        return screen

    async def action_placement(self) -> None:
        """The questions that say which lessons of part 0 are worth doing, on top of the map."""
        from tutor.ui.screens.placement import PlacementScreen

        questions = self.learner.placement()
        if questions is None:
            self.tell(Message("placement.none"))
        elif not isinstance(self.screen, PlacementScreen):
            back_to = await self.leave_lesson()
            self.push_screen(PlacementScreen(self._host, questions, back_to))

    def celebrate(self, lesson: str, then: Callable[[], None] | None = None) -> bool:
        """Show the milestone that a lesson is, and when that is closed, what comes then; False if it is none."""
        from tutor.session.milestones import milestone_of

        milestone = milestone_of(self.learner.catalog.folder, lesson)
        if milestone is not None:
            self.show_milestone(milestone, then)
        return milestone is not None

    def show_milestone(self, milestone: Milestone, then: Callable[[], None] | None = None) -> None:
        from tutor.ui.screens.milestone import MilestoneScreen

        self.push_screen(MilestoneScreen(self._host, milestone), lambda closed: then() if closed and then else None)

    def show_end(self) -> None:
        """What the learner built, once every lesson is passed."""
        from tutor.session.summary import summary
        from tutor.ui.screens.end import EndScreen

        with telling(self.tell):
            done = summary(self.learner)
            if done and not isinstance(self.screen, EndScreen):
                self.push_screen(EndScreen(self._host, done))

    async def go_to(self, lesson: str, pane: str = "") -> None:
        """Open a lesson, at one of its panes, unless it is there already; whatever lies over the map or over that lesson is
        closed, a lesson left in order."""
        await self._clear(lesson)
        if not isinstance(self.screen, CourseScreen):
            self.open_lesson(lesson)
        if pane:
            self.screen.call_after_refresh(self.screen.run_action, f"pane('{pane}')")

    async def _clear(self, lesson: str = "") -> None:
        """Down to the map, or to this lesson where it is there."""
        while len(self.screen_stack) > 1:
            screen = self.screen
            if isinstance(screen, CourseScreen):
                if screen.facts.id == lesson:
                    return
                await screen.leave()
            if self.screen is screen:
                self.pop_screen()

    @work(exclusive=True, group="language")
    async def speak_anew(self) -> None:
        """Another language has been chosen: what is there is shown again in it; a window that cannot be is closed. Until
        all is there again, the picture stays as it is, and what is typed waits."""
        with self.batch_update(), self.typed.hold():
            stop = next((screen for screen in self.screen_stack if isinstance(screen, CourseScreen)), None)
            spot = stop.panes.where() if stop else None
            again = [screen.anew() for screen in self.screen_stack if hasattr(screen, "anew")]
            await self._clear()
            if stop and (anew := self._stop(stop.facts.id)):
                anew.spot = spot
                await self.push_screen(anew)
            for window in again:
                await self.push_screen(window)
        self.screen.refresh(layout=True)

    async def leave_lesson(self) -> str | None:
        """From a lesson back to the map, everything kept; which lesson it was, if it was one."""
        screen = self.screen
        if not isinstance(screen, CourseScreen):
            return None
        await screen.leave()
        if screen.is_active:
            self.pop_screen()
        return screen.facts.id
