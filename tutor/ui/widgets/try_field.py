"""The field of Try: lines of Python as at Python's prompt, and what was tried before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from tutor.characters import PICTURES
from tutor.storage.tries import ROOM, newest
from tutor.ui.widgets import indent, prompt


class TryField(TextArea):
    """One input of one or more lines. past: earlier inputs, the oldest first."""

    DEFAULT_CSS = """
    TryField, TryField:focus {
        height: auto; min-height: 1; max-height: 50%; border: none; padding: 0; scrollbar-size: 0 1; background: $surface;
        & .text-area--placeholder { color: $foreground 70%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # Only some terminals tell Shift+Enter and Alt+Enter from Enter; Ctrl+J is a key of its own in all of them.
        Binding("shift+enter,alt+enter,ctrl+j", "open_line", "Line", id="try.line", show=False),
    ]

    @dataclass
    class Submitted(Message):
        """The learner wants this to be run."""

        field: TryField
        text: str

    class PasteRefused(Message):
        """What was pasted is longer than what can be tried."""

    def __init__(self, placeholder: str, past: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id, placeholder=placeholder, highlight_cursor_line=False, compact=True)
        self.past = tuple(past)
        self._put = ""
        self._begin()

    def _begin(self) -> None:
        """A new input; the ones before are as they were run."""
        self._pages = [*self.past, ""]  # with what was changed in them since
        self._at = len(self.past)

    def put(self, text: str) -> None:
        """Take the place of what stands here, the cursor behind it."""
        self._put = text
        self.load_text(text)
        self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """The line as drawn: control characters as their pictures, so that none reaches the terminal."""
        return Text(self.document.get_line(line_index).translate(PICTURES), end="", no_wrap=True)

    # --- keys ---

    def on_key(self, event: events.Key) -> None:
        if self._act(event.key):
            event.prevent_default()
            event.stop()

    def _act(self, key: str) -> bool:
        """Do what a key means at a prompt; False leaves it to the text area."""
        match key:
            case "enter":
                self._enter()
            case "up" | "down":
                return self._recall(-1 if key == "up" else 1)
            case "backspace" | "tab":
                return self._indent(key)
            case _:
                return False
        return True

    def _enter(self) -> None:
        """Run what is whole, or came whole out of the past; else one more line."""
        if self.text == self._put or not prompt.goes_on(self.text):
            self._submit()
        else:
            self.action_open_line()

    def _submit(self) -> None:
        text = dedent(self.text).strip("\n").rstrip()
        self.put("")
        if text:
            self.past = newest((*self.past, text))
            self._begin()
            self.post_message(self.Submitted(self, text))

    def action_open_line(self) -> None:
        """Another line below the cursor, as far to the right as it belongs."""
        start, end = sorted(self.selection)
        before = self.get_text_range((0, 0), start)
        self._replace_via_keyboard("\n" + prompt.indent_after(before), start, end)

    def _indent(self, key: str) -> bool:
        """Behind blanks alone, Backspace goes back a step; Tab goes on by one below the first line, else to what is next."""
        row, column = self.cursor_location
        before = self.document[row][:column]
        if not self.selection.is_empty or before.strip(" "):
            return False
        if key == "tab" and row > 0:
            self._replace_via_keyboard(" " * (prompt.WIDTH - column % prompt.WIDTH), *self.selection)
        elif key == "backspace" and before:
            self._delete_via_keyboard((row, indent.stop_before(column, prompt.WIDTH)), (row, column))
        else:
            return False
        return True

    async def _on_paste(self, event: events.Paste) -> None:
        if len(self.text) + len(event.text) > ROOM:
            event.prevent_default()
            self.post_message(self.PasteRefused())

    # --- the past ---

    def _recall(self, by: int) -> bool:
        """Go through earlier inputs as wholes, from the first or the last line, or while one is as it was."""
        row, last = self.cursor_location[0], self.document.line_count - 1
        if row != (0 if by < 0 else last) and not self._is_untouched():
            return False
        at = self._at + by
        if 0 <= at < len(self._pages):
            self._pages[self._at] = self.text
            self._at = at
            self.put(self._pages[at])
        return True

    def _is_untouched(self) -> bool:
        return self.text == self._put and self.cursor_location == self.document.end
