"""A lesson of questions alone: pages to read, questions to answer, a lab beside them. It passes by its answers."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from tutor.course.pages import pages
from tutor.model import Message
from tutor.session.context import LearnerContext
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.panels.escaping import typing
from tutor.ui.panels.header import LessonHeader
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.lab import LabPanel
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.panels.status import in_background
from tutor.ui.record import LessonRecord
from tutor.ui.screens.course_screen import CourseScreen, CourseWay
from tutor.ui.screens.panes import Panes


class QuestionsScreen(CourseScreen):
    """Reads, asks, and counts what has been answered rightly."""

    KEYS = keys.QUESTIONS
    CSS_PATH = "lesson.tcss"
    AUTO_FOCUS = ""

    def __init__(self, tutor: Host, lesson: str) -> None:
        super().__init__(tutor, LessonRecord(tutor.learner, lesson, tutor.tell))
        self.way = CourseWay(self)
        self._counted = ""
        lab = {"lab": lambda: self.query_one(LabPanel).open()} if self.facts.lab else {}
        self.panes = Panes(self, {"read": self._focus_page, **lab})
        keys.install(self, keys.QUESTIONS, tutor.words)

    def compose(self) -> ComposeResult:
        record, words = self.record, self.record.words
        names = keys.names(keys.QUESTIONS, record.learner.settings.keys)
        yield LessonHeader(self.facts, record.prose.title)
        with Horizontal(id="work"), ContentSwitcher(id="left", classes="-alone", initial="read"):
            yield ReadPanel(pages(record.prose), words, self._answer, names, start=self.first_page)
            if self.facts.lab:
                yield LabPanel(record.learner, self.facts, record.prose.labels, self.tutor.labs)
        yield Static(id="status")
        yield KeyBar([row for row in keys.QUESTIONS if row.id != "lab" or self.facts.lab], words)

    def on_mount(self) -> None:
        self.record.open()
        self._count()
        self.action_pane(self.spot.pane if self.spot else "read")

    def _count(self) -> None:
        of = len(self.record.prose.quizzes)
        right = of - len(self.record.learner.open_questions(self.facts.id))
        self._counted = self.record.words("questions.count", right=right, of=of)
        self.show_background()

    def show_background(self) -> None:
        """What was counted, whether the lesson is translated, and the training in the background."""
        said = [self._counted, *self.untranslated(), *in_background(self.record.learner, self.tutor.background.state)]
        if self.query("#status"):
            self.query_one("#status", Static).update(Content.styled("  ·  ".join(said), "$foreground 60%"), layout=False)

    def _answer(self, quiz: str, answer: str, right: bool) -> None:
        before = self.record.learner.progress().get(self.facts.id)
        passed = self.record.answer(quiz, answer, right)
        self._count()
        if not passed or (before and before.passed):
            return
        if self.record.learner.finished():
            self.tutor.show_end()
        else:
            self.tutor.tell(Message("questions.passed", {"title": self.record.prose.title}))

    # --- keys ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not offered."""
        if action == "pane":
            panes = self.query(f"#{parameters[0]}")
            return bool(panes) and not panes.first().has_focus_within
        return action != "leave" or typing(self)

    def action_pane(self, pane: str) -> None:
        """Read, or the lab."""
        if pane in self.panes:
            self.panes.choose(pane)
        else:
            self.tutor.tell(Message("lab.none"))

    @property
    def offered(self) -> Iterable[str]:
        return ("next",)

    def _focus_page(self) -> None:
        self.query_one("#page").focus()

    async def action_next(self) -> None:
        if not await self.panes.turn(1):
            self.way.go_on(1)

    async def action_previous(self) -> None:
        if not await self.panes.turn(-1):
            self.way.go_on(-1)

    def action_leave(self) -> None:
        """Out of a field, so that letters are keys again."""
        self._focus_page()

    def action_map(self) -> None:
        self.way.go_home()

    # --- leaving ---

    async def leave(self) -> None:
        for panel in self.query(LabPanel):
            panel.let_go()
        await self.tutor.labs.leave(self.facts.id)
        self.record.keep_place(self.query_one(ReadPanel).page.key)

    def follow(self, learner: LearnerContext, turned: bool) -> None:
        """The settings have changed."""
        self.record.learner = learner
