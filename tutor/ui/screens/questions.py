"""A lesson of questions alone: pages to read, questions to answer, a lab beside them. It passes by its answers."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from tutor.course.pages import pages
from tutor.model import Message
from tutor.session.context import LearnerContext
from tutor.storage.records import Bookmark
from tutor.ui import keys
from tutor.ui.panels.header import LessonHeader
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.lab import LabPanel
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.screens.course_screen import CourseScreen


class QuestionsScreen(CourseScreen):
    """Reads, asks, and counts what has been answered rightly."""

    CSS_PATH = "lesson.tcss"
    AUTO_FOCUS = ""

    def __init__(self, learner: LearnerContext, lesson: str) -> None:
        super().__init__()
        self.learner = learner
        self.facts = learner.lesson(lesson)
        self.prose = learner.catalog.prose(lesson, learner.words.language)
        self.words = learner.words.of(self.prose)
        bookmark = learner.store.bookmark(learner.key(lesson))
        self._start = (bookmark.step if bookmark else None) or ""
        keys.install(self, keys.QUESTIONS, learner.words)

    def compose(self) -> ComposeResult:
        names = {row.id: keys.plain(keys.chosen(row, self.learner.settings.keys)[0]) for row in keys.QUESTIONS}
        yield LessonHeader(self.facts, self.prose.title)
        with Horizontal(id="work"), ContentSwitcher(id="left", classes="-alone", initial="read"):
            yield ReadPanel(pages(self.prose), self.words, self._answered, names, start=self._start)
            if self.facts.lab:
                yield LabPanel(self.learner, self.facts, self.prose.labels, self.tutor.labs)
        yield Static(id="status")
        yield KeyBar(keys.QUESTIONS, self.words)

    def on_mount(self) -> None:
        self.record(lambda: self.learner.store.open_lesson(self.learner.key(self.facts.id)))
        self._count()
        self.action_pane("read")

    def _count(self) -> None:
        open_ones, of = len(self.learner.open_questions(self.facts.id)), len(self.prose.quizzes)
        said = self.words("questions.count", right=of - open_ones, of=of)
        self.query_one("#status", Static).update(Content.styled(said, "$foreground 60%"))

    def _answered(self, quiz: str, answer: str, right: bool) -> None:
        before = self.learner.progress().get(self.facts.id)
        passed = self.record(lambda: self.learner.answer(self.facts.id, quiz, answer, right))
        self._count()
        if passed and not (before and before.passed):
            self.tutor.tell(Message("questions.passed", {"title": self.prose.title}))

    # --- keys ---

    def action_pane(self, pane: str) -> None:
        """Read, or the lab."""
        if pane == "lab" and not self.facts.lab:
            self.tutor.tell(Message("lab.none"))
            return
        self.query_one("#left", ContentSwitcher).current = pane
        if pane == "lab":
            self.query_one(LabPanel).open()
        else:
            self.query_one("#page").focus()

    @property
    def _reading(self) -> bool:
        return self.query_one("#left", ContentSwitcher).current == "read"

    async def action_next(self) -> None:
        if not self._reading or not await self.query_one(ReadPanel).turn(1):
            self.go_on(1)

    async def action_previous(self) -> None:
        if not self._reading or not await self.query_one(ReadPanel).turn(-1):
            self.go_on(-1)

    def action_leave(self) -> None:
        """Out of a field, so that letters are keys again."""
        self.query_one("#page").focus()

    def action_map(self) -> None:
        self.go_home()

    @on(LabPanel.Progressed)
    def _lab_progressed(self) -> None:
        self._count()

    # --- leaving ---

    async def leave(self) -> None:
        await self.tutor.labs.leave(self.facts.id)
        place = Bookmark(self.learner.key(self.facts.id), self.query_one(ReadPanel).page.key)
        self.record(lambda: self.learner.store.set_bookmark(place))

    def follow(self, learner: LearnerContext, turned: bool) -> None:
        """The settings have changed; another language shows the lesson anew."""
        self.learner = learner
        if turned:
            self.turn_language()
