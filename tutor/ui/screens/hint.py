"""Hints, from a nudge to almost the answer: one at a time, at the foot of the screen, the code still in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from tutor.text.messages import Words
from tutor.ui.screens.modal import Window
from tutor.ui.widgets.prose import ProseView


class HintScreen(Window[None]):
    """`taken(number)` is called for each hint that is looked at, counted from 1."""

    BINDINGS = [Binding("h,f2,n,space,enter", "another", show=False), Binding("p", "back", show=False)]

    def __init__(self, hints: Sequence[str], shown: int, taken: Callable[[int], None], words: Words) -> None:
        super().__init__()
        self._hints = hints
        self._at = min(max(shown, 1), len(hints))
        self._taken = taken
        self._words = words

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="hint", classes="window"):
            yield ProseView(id="hint-text")

    async def on_mount(self) -> None:
        await self._draw()

    async def _draw(self) -> None:
        self._taken(self._at)
        window = self.query_one("#hint")
        window.border_title = self._words("hint.title", number=self._at, of=len(self._hints))
        window.border_subtitle = self._words("hint.keys" if self._at < len(self._hints) else "window.keys")
        await self.query_one("#hint-text", ProseView).update(self._hints[self._at - 1])

    async def action_another(self) -> None:
        if self._at < len(self._hints):
            self._at += 1
            await self._draw()

    async def action_back(self) -> None:
        if self._at > 1:
            self._at -= 1
            await self._draw()
