"""The editor with its find bar: Ctrl+F opens it, Enter goes on, Up goes back, `:12` goes to a line."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tutor.model import Place
from tutor.ui.widgets.editor import CodeEditor


class FindBar(Input):
    """One line to type what to look for."""

    DEFAULT_CSS = """
    FindBar { height: 1; border: none; padding: 0 1; background: $panel; display: none; }
    FindBar.-open { display: block; }
    FindBar.-missing { color: $text-error; text-style: underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "step(True)", "Next", id="find.next", show=False),
        Binding("up", "step(False)", "Previous", id="find.previous", show=False),
        Binding("escape", "close", "Close", id="find.close", show=False),
    ]

    def __init__(self, editor: CodeEditor, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self._editor = editor

    def open(self) -> None:
        """Show the bar, with the selected word to begin with."""
        chosen = self._editor.selected_text
        if chosen and "\n" not in chosen:
            self.value = chosen
        self.add_class("-open")
        self.focus()

    def action_step(self, forward: bool) -> None:
        self.set_class(not self._seek(forward), "-missing")

    def action_close(self) -> None:
        self.remove_class("-open", "-missing")
        self._editor.focus()

    @on(Input.Changed)
    def _forget_failure(self, event: Input.Changed) -> None:
        event.stop()
        self.remove_class("-missing")

    def _seek(self, forward: bool) -> bool:
        if self.value.startswith(":") and self.value[1:].isdecimal():
            self._editor.go_to(Place(int(self.value[1:])))
            return True
        return self._editor.find(self.value, forward)


class EditorPane(Vertical):
    """A `CodeEditor` with a `FindBar` below it. `find_hint` is the bar's placeholder."""

    DEFAULT_CSS = """
    EditorPane { border: round $secondary; border-title-color: $text-muted; }
    EditorPane:focus-within { border: round $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+f", "find", "Find", id="editor.find", show=False)]

    def __init__(self, editor: CodeEditor, find_hint: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.editor = editor
        self._bar = FindBar(editor, find_hint)

    def compose(self) -> ComposeResult:
        yield self.editor
        yield self._bar

    def on_show(self) -> None:
        """A place that was gone to out of sight, where nothing has a width, may have been brought to the left edge."""
        self.editor.scroll_to(x=0, animate=False, force=True)
        self.call_after_refresh(self.editor.scroll_cursor_visible)

    def action_find(self) -> None:
        self._bar.open()
