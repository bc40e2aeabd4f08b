"""Hints, from a nudge to almost the answer: one at a time, at the foot of the screen, the code still in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.course.hints import Hint
from tutor.text.hints import hint_title
from tutor.text.messages import Words
from tutor.ui import keys
from tutor.ui.screens.modal import Window
from tutor.ui.widgets.prose import ProseView


class HintScreen(Window[None]):
    """Opens at the hint number `at`, from 0. `taken(hint)` is called for each that is looked at."""

    KEYS = keys.HINT

    def __init__(self, hints: Sequence[Hint], at: int, taken: Callable[[Hint], None], words: Words) -> None:
        super().__init__()
        self._hints = hints
        self._at = at
        self._taken = taken
        self._words = words

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="hint", classes="window"):
            yield ProseView(id="hint-text")

    async def on_mount(self) -> None:
        await self._draw()

    async def _draw(self) -> None:
        hint = self._hints[self._at]
        self._taken(hint)
        self.query_one("#hint").border_title = hint_title(hint, self._words)
        self.refresh_bindings()
        await self.query_one("#hint-text", ProseView).update(hint.body)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys are there where there is another hint."""
        return not ((action == "another" and self._at == len(self._hints) - 1) or (action == "back" and self._at == 0))

    async def action_another(self) -> None:
        if self._at < len(self._hints) - 1:
            self._at += 1
            await self._draw()

    async def action_back(self) -> None:
        if self._at > 0:
            self._at -= 1
            await self._draw()
