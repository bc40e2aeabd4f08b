"""Lists that take a page's step also before they have been laid out.

Textual reckons the step in lines, which an option list counts when it has room on the screen: one that has none yet, since
it has just been opened, or none at all, in a tiny terminal, fails at PageUp and PageDown. Here it goes to its first or last
row.
"""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.command import CommandList, CommandPalette
from textual.strip import Strip
from textual.widgets import OptionList, Select
from textual.widgets._select import SelectCurrent, SelectOverlay

POINTER = "▸"
GAP = 3  # cells between a row and what it says of Enter


class RowList(OptionList):
    """A list of rows to choose from. A sign before the highlighted row says that it is the one, beside its colour; where the
    colours are the terminal's own, that row is reversed, which Textual would leave out.

    says: what Enter does, for that row to say behind its words.
    """

    DEFAULT_CSS = """
    RowList > .option-list--option { padding: 0 0 0 2; }
    """

    says = ""

    def render_line(self, y: int) -> Strip:
        strip, line = super().render_line(y), self.scroll_offset.y + y
        if line >= len(self._lines) or self._lines[line][0] != self.highlighted:
            return strip
        if self._lines[line][1] == 0:
            strip = _say(_point(strip), self.says)
        return _reversed(strip) if self.app.native_ansi_color else strip

    def _move_page(self, direction: Any) -> None:
        if self.scrollable_content_region:
            super()._move_page(direction)
        elif direction < 0:
            self.action_first()
        else:
            self.action_last()


def _point(strip: Strip) -> Strip:
    """The sign in the first cell of a row, which is blank."""
    style = next((part.style for part in strip.crop(0, 1)), None)
    return Strip.join([Strip([Segment(POINTER, (style or Style()) + Style(bold=True))], 1), strip.crop(1)])


def _say(strip: Strip, text: str) -> Strip:
    """A few words behind those of a row, if there is room for them."""
    start = cell_len(strip.text.rstrip()) + GAP
    stop = start + cell_len(text)
    if not text or stop > strip.cell_length:
        return strip
    style = next((part.style for part in strip.crop(start, stop) if part.style), Style()) + Style(bold=True)
    return Strip.join([strip.crop(0, start), Strip([Segment(text, style)], stop - start), strip.crop(stop)])


def _reversed(strip: Strip) -> Strip:
    return Strip([Segment(part.text, (part.style or Style()).without_color + Style(reverse=True)) for part in strip])


class ChoiceRows(SelectOverlay, RowList):
    """The rows of a `Choice`."""


class Choice(Select[str], inherit_bindings=False):
    """One of a few names. Enter or Space shows all, left and right take the one before or after; up and down are left to
    what is around: they lead to other fields."""

    DEFAULT_CSS = """
    Choice > ChoiceRows, Choice > ChoiceRows.-textual-compact { & > .option-list--option { padding: 0 1 0 2; } }
    """  # room for the sign
    BINDINGS = [
        Binding("enter,space", "show_overlay", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def action_turn(self, by: int) -> None:
        """The value that stands `by` places on, around the end."""
        values = [value for _, value in self._options]
        self.value = values[(values.index(self.value) + by) % len(values)]

    def compose(self) -> ComposeResult:
        yield SelectCurrent(self.prompt)
        yield ChoiceRows(type_to_search=self._type_to_search).data_bind(compact=Select.compact)


class Palette(CommandPalette):
    """Everything that can be done."""

    DEFAULT_CSS = "Palette SearchIcon { display: none; }"  # many a terminal has no such sign

    def _action_command_list(self, action: str) -> None:
        ends = {"page_up": "first", "page_down": "last"}
        roomless = not self.query_one(CommandList).scrollable_content_region
        super()._action_command_list(ends.get(action, action) if roomless else action)
