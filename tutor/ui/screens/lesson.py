"""A lesson at work: read, code, lab and try around one verdict that is always in sight."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from time import monotonic

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.widgets import ContentSwitcher

from tutor.course.pages import pages
from tutor.model import Message, Recording, Verdict
from tutor.session import events as e
from tutor.session.context import LearnerContext
from tutor.session.evaluation import inputs_in_words, until
from tutor.session.runner import Runner
from tutor.session.update import Session
from tutor.storage.records import Bookmark
from tutor.text.annotations import MarkKind, marks, underlined
from tutor.ui import keys
from tutor.ui.panels.header import LessonHeader
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.lab import LabPanel
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.panels.status import StatusLine, in_words
from tutor.ui.panels.trying import TryPanel
from tutor.ui.panels.verdict import VerdictPanel
from tutor.ui.screens.panes import LessonPanes
from tutor.ui.widgets.editor import CodeEditor
from tutor.ui.widgets.find import EditorPane
from tutor.ui.widgets.margins import GutterMark, LineNote
from tutor.ui.widgets.semantic_colours import SemanticColour

MARKS: Mapping[MarkKind, tuple[str, SemanticColour]] = {
    MarkKind.ERROR: ("✗", "error"),
    MarkKind.LOOK: ("◆", "warning"),
    MarkKind.TO_DO: ("…", "warning"),
}


class LessonScreen(LessonPanes):
    """One lesson. What is decided is decided in `tutor.session.update`; this screen shows it and passes on what happens."""

    AUTO_FOCUS = ""
    CSS_PATH = "lesson.tcss"

    def __init__(self, learner: LearnerContext, lesson: str) -> None:
        super().__init__()
        self.learner = learner
        self.facts = learner.lesson(lesson)
        self.words = learner.words.of(learner.catalog.prose(lesson, learner.words.language))
        self.prose = learner.catalog.prose(lesson, learner.words.language)
        self.file = learner.open_lesson(lesson) if learner.writable else learner.look_at(lesson)
        progress = learner.progress().get(lesson)
        self.bookmark = learner.store.bookmark(learner.key(lesson))
        self.first = Session(
            lesson,
            self.file.text,
            seed=secrets.randbelow(10_000),
            live=learner.settings.live_checks,
            writable=learner.writable,
            passed=bool(progress and progress.passed),
        )
        self.runner = None
        self._offered = False
        self._taken_in = 0  # the editor's revision that the session knows
        self.hints_shown = len(progress.hints) if progress else 0
        keys.install(self, keys.LESSON, learner.words)

    # --- layout ---

    def compose(self) -> ComposeResult:
        yield LessonHeader(self.facts, self.prose.title)
        with Horizontal(id="work"):
            with ContentSwitcher(id="left", initial="read"):
                step = self.bookmark.step if self.bookmark else None
                yield ReadPanel(pages(self.prose), self.words, self._answered, self.key_names(), start=step or "")
                if self.facts.lab:
                    yield LabPanel(self.learner, self.facts, self.prose.labels, self.tutor.labs)
                yield TryPanel(self.words, self._evaluate)
            with Vertical(id="right"):
                editor = CodeEditor(self.file.text, read_only=not self.learner.writable, id="editor")
                yield EditorPane(editor, self.words("find.hint"), id="code")
                yield VerdictPanel(self.facts.kind, self.words)
        yield StatusLine(self.words)
        yield KeyBar(keys.LESSON, self.words)

    def on_mount(self) -> None:
        if not self.query("#code"):
            return  # the tutor is closed while this screen is being built
        self.runner = Runner(self.learner, self.tutor.judge, self.first, self.file.path, show=self._show, face=self._face)
        self.editor.show_shapes(self.learner.settings.show_shapes)
        self.query_one("#code").border_title = self.learner.file_name(self.facts.id)
        self.find_place()
        self.record(lambda: self.learner.store.open_lesson(self.learner.key(self.facts.id)))
        self.runner.happen(e.Opened())
        self._follow_file()
        for notice in self.file.notices:
            self.tutor.tell(notice, "warning")
        self._say_if_shortened()
        if self.file.draft:
            self.offer_draft(self.file.draft)
        if self.file.offer:
            self._offer_stub()

    # --- showing ---

    def _show(self, state: Session) -> None:
        if not self.is_attached:
            return
        with suppress(NoMatches):  # while this screen is being closed, its panels go one after another
            self.query_one(VerdictPanel).show(state)
            self._show_marks(state)
            self._show_status(state)
            self.query_one(TryPanel).judged(state.verdict)

    def _show_marks(self, state: Session) -> None:
        if state.verdict is None or state.stale or state.typing:
            return
        if self.editor.text != state.text:
            return  # an edit is on its way here, behind the cursor's move: the editor has taken the marks along
        found = marks(state.verdict, state.text)
        says = _short(self.words.say(state.verdict.message))
        glyphs = {mark.line: GutterMark(*MARKS[mark.sort]) for mark in found}
        notes = {mark.line: LineNote(f"{MARKS[mark.sort][0]} {says}", MARKS[mark.sort][1]) for mark in found}
        inlay_hints = {inlay_hint.line: inlay_hint.text for inlay_hint in state.verdict.inlay_hints}
        self.editor.set_marks(glyphs, notes, underlined(state.verdict), inlay_hints)

    def _show_status(self, state: Session) -> None:
        self.query_one(StatusLine).show(state, [*self._confinement_in_words(), *self._labs_in_words()])
        if state.passed != self._offered:  # the versions, from now on
            self._offered = state.passed
            self.refresh_bindings()

    def _confinement_in_words(self) -> Iterator[str]:
        """Where the kernel holds less than it had offered."""
        assessor = self.tutor.judge.assessor
        if assessor and assessor.pool.weaker:
            yield self.words("status.weaker")

    def _labs_in_words(self) -> Iterator[str]:
        language = self.words.language
        for lab in self.tutor.labs.running():
            yield in_words(lab, self.learner.catalog.title(lab.lesson.id, language), self.words)

    # --- what happens in the editor ---

    @on(CodeEditor.TextEdited)
    def _edited(self, event: CodeEditor.TextEdited) -> None:
        self._take_in(event.text, event.revision, event.time)

    def _take_in(self, text: str, revision: int, at: float) -> None:
        """News of the text, unless the session has had them, or newer ones."""
        if self.runner and revision > self._taken_in:
            self._taken_in = revision
            self.runner.typed(text, self.editor.cursor_location[0] + 1, at)

    def take_in(self) -> None:
        """What the editor holds now: the word of its last change may still be on its way here."""
        if self.query("#editor") and not self.editor.shortened:
            self._take_in(self.editor.text, self.editor.revision, monotonic())

    @on(CodeEditor.SelectionChanged)
    def _moved(self, _: CodeEditor.SelectionChanged) -> None:
        line = self.editor.cursor_location[0] + 1
        if line != self.state.line:
            self.happen(e.Moved(line))

    def _face(self, effect: e.Effect) -> None:
        match effect:
            case e.ShowText(text):
                self.editor.replace_text(text)
                self._say_if_shortened()
            case e.Tell(message):
                self.tutor.tell(message, "warning")
            case e.Celebrate(verdict):
                self._celebrate(verdict)

    def _say_if_shortened(self) -> None:
        if self.editor.shortened:
            self.tutor.tell(Message("editor.shortened", {"file": self.learner.file_name(self.facts.id)}), "warning")

    @on(CodeEditor.PasteRefused)
    def _refused(self) -> None:
        self.tutor.tell(Message("editor.paste-refused"), "warning")

    def _celebrate(self, verdict: Verdict) -> None:
        if self.tutor.celebrate(self.facts.id):
            return
        progress = self.learner.progress()
        passed = sum(p.passed for p in progress.values())
        names = self.key_names()
        facts = {"title": self.prose.title, "passed": passed, "versions": names["versions"], "next": names["next"]}
        self.tutor.tell(Message("passed.first", facts))

    @work(exclusive=True, group="file")
    async def _follow_file(self) -> None:
        async for change in self.learner.workspace.watch([self.file.path]):
            for notice in change.notices:
                self.tutor.tell(notice, "warning")
            self.take_in()
            self.happen(e.ChangedOutside(change.text))

    # --- pages and lessons ---

    async def action_next(self) -> None:
        if not self.has_class("-show-read") or not await self.query_one(ReadPanel).turn(1):
            self.go_on(1)

    async def action_previous(self) -> None:
        if not self.has_class("-show-read") or not await self.query_one(ReadPanel).turn(-1):
            self.go_on(-1)

    # --- actions ---

    def action_check(self) -> None:
        self.happen(e.Asked())

    def action_new_seed(self) -> None:
        self.happen(e.Asked(secrets.randbelow(10_000)))

    def action_switch_live(self) -> None:
        self.happen(e.LiveSwitched(not self.state.live))
        self.tutor.change("live_checks", self.state.live)

    def action_switch_shapes(self) -> None:
        """Show what shape each line's value had, or hide it."""
        self.tutor.change("show_shapes", not self.learner.settings.show_shapes)

    def _answered(self, quiz: str, answer: str, right: bool) -> None:
        self.record(lambda: self.learner.store.answer_quiz(self.learner.key(self.facts.id), quiz, answer, right))

    def action_map(self) -> None:
        self.go_home()

    # --- try ---

    async def _evaluate(self, expression: str) -> tuple[Recording, Message | None]:
        assessor = await self.tutor.judge()
        learner, facts, verdict = self.learner, self.facts, self.state.verdict
        case, seed = until(verdict), verdict.seed if verdict else 0
        file, mine = learner.file_name(facts.id), learner.mine(facts, f"{self.state.text}\n{expression}")
        found = await assessor.evaluate(facts, self.state.text, file, expression, mine, seed=seed, until=case)
        return found, inputs_in_words(found, case)

    @on(LabPanel.Progressed)
    def _lab_progressed(self) -> None:
        self._show_status(self.state)

    # --- leaving ---

    async def leave(self) -> None:
        if not self.runner:
            return
        self.take_in()
        await self.runner.close()
        await self.tutor.labs.leave(self.facts.id)
        self._keep_place()

    def _keep_place(self) -> None:
        row, column = self.editor.cursor_location
        step = "code" if self.has_class("-show-code") else self.query_one(ReadPanel).page.key
        place = Bookmark(self.learner.key(self.facts.id), step, row + 1, column)
        self.record(lambda: self.learner.store.set_bookmark(place))

    def on_unmount(self, _: events.Unmount) -> None:
        if self.runner:
            self.runner.end()

    def follow(self, learner: LearnerContext, turned: bool) -> None:
        """The settings have changed; another language shows the lesson anew."""
        self.learner = learner
        self.editor.show_shapes(learner.settings.show_shapes)
        if self.runner:
            self.runner.follow(learner)
        if turned:
            self.turn_language()


def _short(text: str) -> str:
    return text.split("\n", 1)[0].replace("`", "")
