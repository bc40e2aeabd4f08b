"""A lesson at work: read, code, lab and try around one verdict that is always in sight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.widgets import ContentSwitcher
from textual.widgets.text_area import Selection

from tutor.course.pages import pages
from tutor.model import Message, Place
from tutor.session.context import LearnerContext
from tutor.session.predictions import last_predictions
from tutor.session.runner import Runner
from tutor.session.update import Session
from tutor.text.annotations import first_place
from tutor.ui import keys
from tutor.ui.controller import LessonController
from tutor.ui.host import Host
from tutor.ui.panels.escaping import typing
from tutor.ui.panels.header import LessonHeader
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.lab import LabPanel
from tutor.ui.panels.offers import DraftOffer, WayOn
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.panels.status import StatusLine
from tutor.ui.panels.trying import TryPanel
from tutor.ui.panels.verdict import VerdictPanel, annotate
from tutor.ui.record import LessonRecord
from tutor.ui.screens.commands import COMMANDS, celebrate, offer_stub
from tutor.ui.screens.course_screen import CourseScreen, CourseWay
from tutor.ui.screens.panes import Panes, Spot, WholeVerdict
from tutor.ui.widgets.editor import CodeEditor
from tutor.ui.widgets.find import EditorPane
from tutor.ui.widgets.try_field import TryField


class LessonScreen(CourseScreen):
    """Arranges the parts of a lesson: shows what the controller's session says, and passes on what the learner does."""

    KEYS = keys.LESSON
    AUTO_FOCUS = ""
    CSS_PATH = "lesson.tcss"

    def __init__(self, tutor: Host, lesson: str) -> None:
        super().__init__(tutor, LessonRecord(tutor.learner, lesson, tutor.tell))
        self.controller = LessonController(self.record, tutor.judge, self)
        self.editor = CodeEditor(self.controller.file.text, read_only=not tutor.learner.writable, id="editor")
        self.way = CourseWay(self)
        self.whole_verdict = WholeVerdict(self)
        lab = {"lab": lambda: self.query_one(LabPanel).open()} if self.facts.lab else {}
        page = {"read": lambda: self.query_one(ReadPanel).focus_page()}
        self.panes = Panes(self, {**page, "code": self.editor.focus, **lab, "try": lambda: self.query_one(TryPanel).open()})
        self._versions_offered = False
        self._placed = False
        self.resumes = True  # whoever comes by a key goes on with keys: letters are text only once the editor is asked for
        keys.install(self, keys.LESSON, tutor.words)

    @property
    def state(self) -> Session:
        return self.controller.state

    @property
    def runner(self) -> Runner | None:
        """There once the screen is mounted."""
        return self.controller.runner

    # --- layout ---

    def compose(self) -> ComposeResult:
        record, words = self.record, self.record.words
        names = keys.names(keys.LESSON, record.learner.settings.keys)
        yield LessonHeader(self.facts, record.prose.title)
        with Horizontal(id="work"):
            with ContentSwitcher(id="left", initial="read"):
                guesses = last_predictions(record.learner, self.facts.id)
                yield ReadPanel(pages(record.prose), words, record.answer, names, start=self.first_page, guesses=guesses)
                if self.facts.lab:
                    yield LabPanel(record.learner, self.facts, record.prose.labels, self.tutor.labs)
                yield TryPanel(words, self.controller.evaluate, lambda: self.state.verdict, self.facts.defines, record)
            with Vertical(id="right"):
                yield EditorPane(self.editor, words("find.hint"), id="code")
                hint_key, way = keys.while_typing("hint", record.learner.settings.keys), WayOn(words, names, self._leads_on)
                yield VerdictPanel(self.facts.kind, words, hint_key, record.past, way)
        yield StatusLine(words)
        yield KeyBar(keys.LESSON, words)

    def on_mount(self) -> None:
        if not self.query("#code"):
            return  # the tutor is closed while this screen is being built
        learner, bookmark = self.record.learner, self.record.bookmark
        self.editor.show_shapes(learner.settings.show_shapes)
        self.query_one("#code").border_title = learner.file_name(self.facts.id)
        coding = bool(bookmark and bookmark.step == "code")
        spot = self.spot or Spot("code" if coding else "read", not coding or self.resumes, "")
        self.panes.choose(spot.pane, take_focus=spot.focused)
        self.call_after_refresh(self._place_cursor)  # the editor brings a place into view once it knows its own size
        self.controller.open()
        self.run_worker(self.controller.follow_file())
        self.controller.say_notices()
        self._make_offers()

    def _place_cursor(self) -> None:
        """Where the learner left off; where no cursor has been in the code yet, at what is to be replaced first."""
        bookmark, place = self.record.bookmark, first_place(self.editor.text)
        if bookmark and bookmark.moved:
            self.editor.resume_at(Place(bookmark.line, bookmark.column))
        elif place and place.end_column is not None:
            row = place.line - 1
            self.editor.selection = Selection((row, place.column), (row, place.end_column))
        self.editor.show_head()
        self._placed = self.editor.size.height > 0

    def _make_offers(self) -> None:
        if draft := self.controller.draft:
            names = keys.names(keys.LESSON, self.record.learner.settings.keys)
            self.mount(DraftOffer(self.record.words, draft, names), before="#work")
            self.refresh_bindings()
        if self.controller.file.offer:
            self.run_worker(offer_stub(self.controller, self.tutor))

    # --- showing ---

    def show(self, state: Session) -> None:
        if not self.is_attached:
            return
        with suppress(NoMatches):  # while this screen is being closed, its panels go one after another
            self.query_one(VerdictPanel).show(state)
            annotate(self.editor, state, self.record.words)
            self._show_status(state)
            self.query_one(ReadPanel).judged(state.verdict)
            trying = self.query_one(TryPanel)
            if trying.has_focus_within:
                trying.prepare()

    def _show_status(self, state: Session) -> None:
        self.query_one(StatusLine).show(state, self.surroundings())
        if state.passed != self._versions_offered:
            self._versions_offered = state.passed
            self.refresh_bindings()

    def show_background(self) -> None:
        """A lab or the training in the background has something else to say."""
        if self.is_attached and self.query("#status"):
            self._show_status(self.state)

    def celebrate(self) -> None:
        self.query_one(WayOn).count(celebrate(self.controller, self.tutor))

    # --- what happens in the panels ---

    @on(CodeEditor.TextEdited)
    def _pass_on_text(self, event: CodeEditor.TextEdited) -> None:
        self.controller.type(event.text, event.revision, event.time)

    @on(CodeEditor.SelectionChanged)
    def _pass_on_line(self) -> None:
        self.controller.move()

    @on(TryField.PasteRefused)
    def _say_try_refused(self) -> None:
        self.tutor.tell(Message("try.paste-refused"), "warning")

    @on(CodeEditor.PasteRefused)
    def _say_paste_refused(self) -> None:
        self.tutor.tell(Message("editor.paste-refused"), "warning")

    # --- keys: what is in view ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not offered."""
        match action, parameters:
            case "leave", _:
                return typing(self) or self.whole_verdict.shown or self.has_class("-full")
            case "pane", (str(pane),):
                panes = self.query(f"#{pane}")
                return bool(panes) and not panes.first().has_focus_within
            case "command", ("background",):
                return bool(self.facts.lab and self.facts.lab.background) and self.record.learner.writable
            case "command", ("versions",):
                return self.state.passed
            case "command", (("take-draft" | "leave-draft"),):
                return self.controller.draft is not None
            case "command", ("redo",):
                return self.state.passed and self.record.learner.writable
            case "command", (("reset" | "external"),):
                return self.record.learner.writable
        return True

    def action_pane(self, pane: str) -> None:
        if pane in self.panes:
            self.whole_verdict.show(False)
            self.panes.choose(pane)
            if pane == "code" and not self._placed:  # where there is room for one pane alone, the code comes into view now
                self.call_after_refresh(self.editor.show_head)
                self._placed = True
        else:
            self.tutor.tell(Message("lab.none"))

    def action_find(self) -> None:
        """Look for something in the code, from wherever the learner is."""
        self.action_pane("code")
        self.query_one(EditorPane).action_find()

    def action_comment(self) -> None:
        """Comment the lines that are selected in the code."""
        self.editor.action_toggle_comment()

    def action_verdict(self) -> None:
        self.whole_verdict.show(not self.whole_verdict.shown)

    def action_full(self) -> None:
        """The pane with the focus over the whole screen, or everything again."""
        self.toggle_class("-full")
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Out of the whole verdict, full screen or a field, so that single letters are keys again."""
        if self.whole_verdict.shown:
            self.whole_verdict.show(False)  # back to where the learner came from, a text perhaps
        elif self.has_class("-full"):
            self.action_full()
        elif typing(self):
            self.set_focus(None)

    def _leads_on(self) -> bool:
        """Whether what is next is another lesson, and not more of the page or another page."""
        return not (self._shows_pages and self.query_one(ReadPanel).goes_on)

    @property
    def _shows_pages(self) -> bool:
        """Whether a page is in view: in a narrow terminal the whole verdict hides it."""
        return self.panes.current == "read" and not (self.whole_verdict.shown and self.has_class("-narrow"))

    @property
    def key_sayings(self) -> dict[str, str]:
        """What keys do here, where that depends on what is in view."""
        leave = {"leave": "bar.end-full"} if self.has_class("-full") and not self.whole_verdict.shown else {}
        return leave | ({"next": "bar.next-lesson"} if self.panes.current and self._leads_on() else {})

    @property
    def idle_keys(self) -> tuple[str, ...]:
        """Rows that the bar leaves out: what ends full screen stands there already."""
        return ("full",) if "leave" in self.key_sayings else ()

    @property
    def offered(self) -> Iterator[str]:
        yield from ("code", "next") if self.panes.current == "read" else ("read",)
        yield from ("next", "versions") if self.query_one(WayOn).display else ()
        yield from ("take-draft", "leave-draft", "history") if self.controller.draft else ()

    async def action_next(self) -> None:
        if not (self._shows_pages and await self.panes.turn(1)):
            self.action_go_on()

    def action_go_on(self) -> None:
        """To the next lesson, whatever page is in view."""
        self.way.go_on(1)

    async def action_previous(self) -> None:
        if not await self.panes.turn(-1):
            self.way.go_on(-1)

    def action_map(self) -> None:
        self.way.go_home()

    def action_command(self, name: str) -> None:
        """Do something with the text; what waits for an answer waits beside the screen."""
        waiting = COMMANDS[name](self.controller, self.tutor)
        if waiting is not None:
            self.run_worker(waiting)
        if self.controller.draft is None and self.query("#unsaved"):
            self.query("#unsaved").remove()
            self.refresh_bindings()

    # --- leaving ---

    async def leave(self) -> None:
        if not self.runner:
            return
        for panel in (*self.query(LabPanel), *self.query(TryPanel)):  # they are taken down one part after another
            panel.let_go()
        await self.controller.close()
        await self.tutor.labs.leave(self.facts.id)
        row, column = self.editor.cursor_location
        step = "code" if self.panes.current == "code" else self.query_one(ReadPanel).page.key
        self.record.keep_place(step, row + 1, column)

    def on_unmount(self, _: events.Unmount) -> None:
        self.controller.end()

    def follow(self, learner: LearnerContext, turned: bool) -> None:
        """The settings have changed."""
        self.controller.follow(learner)
        self.editor.show_shapes(learner.settings.show_shapes)
