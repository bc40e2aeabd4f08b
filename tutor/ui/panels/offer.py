"""The offer of the placement: one line above a newcomer's first lesson. Whoever goes on with the lesson has declined it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tutor.text.messages import Words


class Offer(Static):
    """A key takes it, from anywhere outside of a text, or a click; it never has the focus, and goes with the screen."""

    DEFAULT_CSS = """
    Offer { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis; }
    .-show-code Offer, .-low Offer, .-tiny Offer { display: none; }
    """
    ALLOW_SELECT = False

    def __init__(self, words: Words, key: str) -> None:
        super().__init__(Content.styled(words("placement.offer", key=key), "$text-accent"), id="offer")

    async def on_click(self) -> None:
        await self.app.run_action("placement")
