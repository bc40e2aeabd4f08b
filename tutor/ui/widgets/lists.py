"""Lists that take a page's step also before they have been laid out.

Textual reckons the step in lines, which an option list counts when it has room on the screen: one that has none yet, since
it has just been opened, or none at all, in a tiny terminal, fails at PageUp and PageDown. Here it goes to its first or last
row.
"""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.command import CommandList, CommandPalette
from textual.widgets import OptionList, Select
from textual.widgets._select import SelectCurrent, SelectOverlay


class RowList(OptionList):
    """A list of rows to choose from."""

    def _move_page(self, direction: Any) -> None:
        if self.scrollable_content_region:
            super()._move_page(direction)
        elif direction < 0:
            self.action_first()
        else:
            self.action_last()


class _Overlay(SelectOverlay, RowList):
    """The rows of a `Choice`."""


class Choice(Select[str]):
    """One of a few names."""

    def compose(self) -> ComposeResult:
        yield SelectCurrent(self.prompt)
        yield _Overlay(type_to_search=self._type_to_search).data_bind(compact=Select.compact)


class Palette(CommandPalette):
    """Everything that can be done."""

    def _action_command_list(self, action: str) -> None:
        ends = {"page_up": "first", "page_down": "last"}
        roomless = not self.query_one(CommandList).scrollable_content_region
        super()._action_command_list(ends.get(action, action) if roomless else action)
