"""A lesson at work: read, code, lab and try around one verdict that is always in sight."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import ContentSwitcher, Footer, Static

from tutor import events as e
from tutor.faults import StoreError
from tutor.marks import Sort, marks, underlined
from tutor.model import Message, Place, Recording, Verdict
from tutor.reading import pages
from tutor.records import Bookmark
from tutor.runner import Runner
from tutor.session import Session
from tutor.study import Study
from tutor.ui import keys
from tutor.ui.panels.header import LessonHeader
from tutor.ui.panels.lab import LabPanel
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.panels.trying import TryPanel
from tutor.ui.panels.verdict import VerdictPanel
from tutor.ui.screens.errands import LessonErrands
from tutor.ui.widgets.editor import CodeEditor
from tutor.ui.widgets.find import EditorPane
from tutor.ui.widgets.margins import Mark, Note
from tutor.ui.widgets.tones import Tone

if TYPE_CHECKING:
    pass

PANES = ("read", "code", "lab", "try")
MARKS: Mapping[Sort, tuple[str, Tone]] = {
    Sort.ERROR: ("✗", "error"),
    Sort.LOOK: ("◆", "warning"),
    Sort.TO_DO: ("…", "warning"),
}


class LessonScreen(LessonErrands):
    """One lesson. What is decided is decided in `tutor.session`; this screen shows it and passes on what happens."""

    AUTO_FOCUS = ""

    def __init__(self, study: Study, lesson: str, *, pane: str = "") -> None:
        super().__init__()
        self.study = study
        self.facts = study.lesson(lesson)
        self.words = study.words.of(study.catalog.prose(lesson, study.words.language))
        self.prose = study.catalog.prose(lesson, study.words.language)
        self.file = study.open_lesson(lesson) if study.writable else study.look_at(lesson)
        progress = study.progress().get(lesson)
        self._bookmark = study.store.bookmark(study.key(lesson)) or Bookmark(study.key(lesson))
        self._start_pane = pane
        self.first = Session(
            lesson,
            self.file.text,
            seed=secrets.randbelow(10_000),
            live=study.settings.live_checks,
            writable=study.writable,
            passed=bool(progress and progress.passed),
        )
        self.runner = None
        self.hints_shown = len(progress.hints) if progress else 0
        self._bindings = keys.bindings(keys.LESSON, study.words)

    # --- layout ---

    def compose(self) -> ComposeResult:
        yield LessonHeader(self.facts, self.prose.title)
        with Horizontal(id="work"):
            with ContentSwitcher(id="left", initial="read"):
                yield ReadPanel(pages(self.prose), self.words, self._answered, start=self._bookmark.step or "")
                if self.facts.lab:
                    yield LabPanel(self.study, self.facts, self.prose.labels, self.tutor.bench)
                yield TryPanel(self.words, self._evaluate)
            with Vertical(id="right"):
                editor = CodeEditor(self.file.text, read_only=not self.study.writable, id="editor")
                yield EditorPane(editor, self.words("find.hint"), id="code")
                yield VerdictPanel(id="verdict")
        yield Static(id="status")
        yield Footer(show_command_palette=True)

    def on_mount(self) -> None:
        self.runner = Runner(self.study, self.tutor.bench, self.first, self.file.path, show=self._show, face=self._face)
        self.query_one("#code").border_title = self.study.file_name(self.facts.id)
        self.editor.go_to(Place(self._bookmark.line, self._bookmark.column))
        self._choose("read" if not self._bookmark.step or self._bookmark.step != "code" else "code")
        self._opened()
        self.runner.happen(e.Opened())
        self._follow_file()
        for notice in self.file.notices:
            self.tutor.tell(notice, "warning")
        if self.file.offer:
            self._offer_stub()

    @property
    def editor(self) -> CodeEditor:
        return self.query_one("#editor", CodeEditor)

    def _opened(self) -> None:
        try:
            self.study.store.open_lesson(self.study.key(self.facts.id))
        except StoreError as error:
            self.tutor.tell(error.message, "warning")

    # --- showing ---

    def _show(self, state: Session) -> None:
        if not self.is_mounted:
            return
        self.query_one(VerdictPanel).show(state, self.facts.kind, self.words)
        self._show_marks(state)
        self._show_status(state)

    def _show_marks(self, state: Session) -> None:
        if state.verdict is None or state.stale or state.typing:
            return
        found = marks(state.verdict, state.text)
        says = _short(self.words.say(state.verdict.message))
        glyphs = {mark.line: Mark(*MARKS[mark.sort]) for mark in found}
        notes = {mark.line: Note(f"{MARKS[mark.sort][0]} {says}", MARKS[mark.sort][1]) for mark in found}
        self.editor.set_marks(glyphs, notes, underlined(state.verdict))

    def _show_status(self, state: Session) -> None:
        words = self.words
        parts = [words("status.read-only")] if not state.writable else []
        parts.append(words("status.unsaved" if state.dirty else "status.saved"))
        if state.slow:
            parts.append(words("panel.still-running"))
        if not state.live:
            parts.append(words("status.on-demand"))
        parts += [words("status.lab", frames=lab.frames) for lab in self.query(LabPanel) if lab.frames is not None]
        self.query_one("#status", Static).update(Content.styled("  ·  ".join(parts), "$foreground 60%"))

    # --- what happens in the editor ---

    @on(CodeEditor.Edited)
    def _edited(self, event: CodeEditor.Edited) -> None:
        self.happen(e.Edited(event.text, self.editor.cursor_location[0] + 1))

    @on(CodeEditor.SelectionChanged)
    def _moved(self, _: CodeEditor.SelectionChanged) -> None:
        line = self.editor.cursor_location[0] + 1
        if line != self.state.line:
            self.happen(e.Moved(line))

    def _face(self, effect: e.Effect) -> None:
        match effect:
            case e.ShowText(text):
                self.editor.replace_text(text)
            case e.Tell(message):
                self.tutor.tell(message, "warning")
            case e.Celebrate(verdict):
                self._celebrate(verdict)

    def _celebrate(self, verdict: Verdict) -> None:
        progress = self.study.progress()
        passed = sum(p.passed for p in progress.values())
        self.tutor.tell(Message("passed.first", {"title": self.prose.title, "passed": passed}))

    @work(exclusive=True, group="file")
    async def _follow_file(self) -> None:
        async for change in self.study.workspace.watch([self.file.path]):
            for notice in change.notices:
                self.tutor.tell(notice, "warning")
            self.happen(e.ChangedOutside(change.text))

    # --- panes ---

    def _choose(self, pane: str) -> None:
        """Bring a pane into view; in a wide terminal code and verdict stay beside it."""
        if pane == "lab" and not self.facts.lab:
            self.tutor.tell(Message("lab.none"))
            return
        for name in PANES:
            self.set_class(name == pane, f"-show-{name}")
        if pane != "code":
            self.query_one("#left", ContentSwitcher).current = pane
        match pane:
            case "code":
                self.editor.focus()
            case "try":
                self._open_try()
            case "lab":
                self.query_one(LabPanel).open()
            case _:
                self.query_one(ReadPanel).focus()

    def action_pane(self, pane: str) -> None:
        self._choose(pane)

    async def action_next(self) -> None:
        if not self.has_class("-show-read") or not await self.query_one(ReadPanel).turn(1):
            self._next_lesson(1)

    async def action_previous(self) -> None:
        if not self.has_class("-show-read") or not await self.query_one(ReadPanel).turn(-1):
            self._next_lesson(-1)

    @work
    async def _next_lesson(self, by: int) -> None:
        order = self.study.catalog.course.order
        at = order.index(self.facts.id) + by
        if 0 <= at < len(order):
            await self.leave()
            self.tutor.open_lesson(order[at])
        else:
            self.tutor.tell(Message("course.end" if by > 0 else "course.start"))

    # --- actions ---

    def action_check(self) -> None:
        self.happen(e.Asked())

    def action_new_seed(self) -> None:
        self.happen(e.Asked(secrets.randbelow(10_000)))

    def action_switch_live(self) -> None:
        self.happen(e.LiveSwitched(not self.state.live))
        self.tutor.change("live_checks", self.state.live)

    def _answered(self, quiz: str, answer: str, right: bool) -> None:
        if self.study.writable:
            self.study.store.answer_quiz(self.study.key(self.facts.id), quiz, answer, right)

    def action_map(self) -> None:
        self._go_home()

    @work
    async def _go_home(self) -> None:
        await self.leave()
        self.app.pop_screen()

    # --- try ---

    def _open_try(self) -> None:
        panel = self.query_one(TryPanel)
        panel.suggest(_suggestion(self.state.verdict, self.facts.defines))
        panel.focus_input()

    async def _evaluate(self, expression: str) -> Recording:
        assessor = await self.tutor.bench()
        study, facts = self.study, self.facts
        return await assessor.evaluate(facts, self.state.text, study.file_name(facts.id), expression, study.mine(facts))

    @on(LabPanel.Progressed)
    def _lab_progressed(self) -> None:
        self._show_status(self.state)

    # --- leaving ---

    async def leave(self) -> None:
        """Everything is on disk, and nothing of this lesson runs any more."""
        for lab in self.query(LabPanel):
            await lab.stop()
        if self.runner:
            await self.runner.close()
        self._keep_place()

    def _keep_place(self) -> None:
        if not self.study.writable:
            return
        row, column = self.editor.cursor_location
        step = "code" if self.has_class("-show-code") else self.query_one(ReadPanel).page.key
        try:
            self.study.store.set_bookmark(Bookmark(self.study.key(self.facts.id), step, row + 1, column))
        except StoreError as error:
            self.tutor.tell(error.message, "warning")

    def on_unmount(self, _: events.Unmount) -> None:
        if self.runner:
            self.runner.save_now()

    def follow(self, study: Study, turned: bool) -> None:
        """The settings have changed; another language shows the lesson anew."""
        self.study = study
        if self.runner:
            self.runner.follow(study)
        if turned:
            self._turn_language()

    @work
    async def _turn_language(self) -> None:
        await self.leave()
        await asyncio.sleep(0)
        self.tutor.open_lesson(self.facts.id)


def _short(text: str) -> str:
    return text.split("\n", 1)[0]


def _suggestion(verdict: Verdict | None, defines: tuple[str, ...]) -> str:
    """An expression worth trying: the call that failed first, where the case is one."""
    failed = next((f for f in verdict.findings if not f.passed), None) if verdict else None
    case = failed.name.rsplit("/", 2)[0] if failed else ""
    return case if any(case.startswith(f"{name}(") for name in defines) else ""
