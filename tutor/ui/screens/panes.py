"""The panes of a lesson's screen: which is in view, what has the focus, which keys do something now."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import ContentSwitcher, Input, TextArea
from textual.widgets.text_area import Selection

from tutor.model import Message, Place, Verdict
from tutor.session.evaluation import first_failed
from tutor.storage.records import Bookmark
from tutor.text.annotations import first_place
from tutor.ui import keys
from tutor.ui.panels.lab import LabPanel
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.panels.trying import TryPanel
from tutor.ui.panels.verdict import VerdictPanel
from tutor.ui.screens.keeping import LessonKeeping
from tutor.ui.widgets.find import EditorPane

PANES = ("read", "code", "lab", "try")


class LessonPanes(LessonKeeping):
    """The part of a lesson's screen that brings things into view."""

    KEYS = keys.LESSON

    bookmark: Bookmark | None
    _focus_before: Widget | None = None

    def find_place(self) -> None:
        """Where the learner left off; in a lesson that is new, at what is to be replaced first."""
        self.choose("code" if self.bookmark and self.bookmark.step == "code" else "read")
        # The editor can bring a place into view once it knows its own size.
        self.call_after_refresh(self._place_cursor)

    def _place_cursor(self) -> None:
        place = first_place(self.editor.text)
        if self.bookmark:
            self.editor.go_to(Place(self.bookmark.line, self.bookmark.column))
        elif place and place.end_column is not None:
            row = place.line - 1
            self.editor.selection = Selection((row, place.column), (row, place.end_column))

    def key_names(self) -> dict[str, str]:
        """How the keys of this screen are called in sentences."""
        chosen = self.learner.settings.keys
        return {row.id: keys.plain(keys.chosen(row, chosen)[0]) for row in keys.LESSON}

    def choose(self, pane: str) -> None:
        """Bring a pane into view; in a wide terminal code and verdict stay beside it."""
        if pane == "lab" and not self.facts.lab:
            self.tutor.tell(Message("lab.none"))
            return
        for name in PANES:
            self.set_class(name == pane, f"-show-{name}")
        self._whole_verdict(False)
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
                self.query_one(ReadPanel).focus_page()
        self.refresh_bindings()

    def action_pane(self, pane: str) -> None:
        self.choose(pane)

    def action_find(self) -> None:
        """Look for something in the code, from wherever the learner is."""
        self.choose("code")
        self.query_one(EditorPane).action_find()

    def action_comment(self) -> None:
        """Comment the lines that are selected in the code."""
        self.editor.action_toggle_comment()

    def action_verdict(self) -> None:
        """All of the verdict, where there was room for its beginning only; or back to the code."""
        self._whole_verdict(not self.has_class("-whole-verdict"))

    def _whole_verdict(self, whole: bool) -> None:
        panel = self.query_one(VerdictPanel)
        if whole == self.has_class("-whole-verdict"):
            return
        self.set_class(whole, "-whole-verdict")
        panel.can_focus = whole
        if whole:
            self._focus_before = self.focused
            panel.focus()
        else:
            self.set_focus(self._focus_before)

    def action_leave(self) -> None:
        """Out of a field or the whole verdict, so that single letters are keys again."""
        self._whole_verdict(False)
        if isinstance(self.focused, Input):
            self.set_focus(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not offered."""
        match action, parameters:
            case "leave", _:
                return isinstance(self.focused, Input | TextArea) or self.has_class("-whole-verdict")
            case "pane", (str(pane),):
                shown = self.query(f"#{pane}")
                return bool(shown) and not shown.first().has_focus_within
            case "versions", _:
                return self.state.passed
            case (("take_draft" | "leave_draft"), _):
                return self.draft is not None
            case (("reset" | "external"), _):
                return self.learner.writable
        return True

    def _open_try(self) -> None:
        panel = self.query_one(TryPanel)
        panel.suggest(_suggestion(self.state.verdict, self.facts.defines))
        panel.focus_input()


def _suggestion(verdict: Verdict | None, defines: tuple[str, ...]) -> str:
    """An expression worth trying: the call that failed first, where the case is one."""
    failed = first_failed(verdict)
    parts = (*failed.case.split("/"), failed.variable) if failed else ()
    return next((part for part in parts for name in defines if part.startswith(f"{name}(")), "")
