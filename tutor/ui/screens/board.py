"""The learner's own networks side by side, as `gradlings train --board` prints them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import ScrollableContainer, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.errors import StoreError
from tutor.session.board import board, lines
from tutor.ui.screens.modal import Window
from tutor.ui.widgets.semantic_colours import inline


class BoardScreen(Window[None]):
    """The best first; without a run it says how to come to one."""

    def anew(self) -> BoardScreen:
        """The same in the language that is spoken now."""
        return BoardScreen()

    def compose(self) -> ComposeResult:
        rows, below = self._lines()
        with VerticalScroll(id="board", classes="window"):
            if rows:
                with ScrollableContainer(id="board-table"):
                    yield Static("\n".join(rows), id="board-rows", markup=False)
            yield Static(Content("\n\n").join(map(inline, below)), id="board-below")

    def on_mount(self) -> None:
        window = self.query_one("#board")
        window.border_title = self.tutor.words("board.title")
        window.focus()

    def _lines(self) -> tuple[list[str], list[str]]:
        """A record that cannot be read is told in the place of its runs."""
        try:
            return lines(board(self.tutor.learner), self.tutor.words)
        except StoreError as error:
            return [], [self.tutor.words.say(error.message)]
