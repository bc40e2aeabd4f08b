"""The offer of a text that was typed and never saved: one line above the lesson, for as long as it is not answered."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Unsaved(Static):
    """Keys answer it, from anywhere outside of a text; a click shows what it would change. It never has the focus."""

    DEFAULT_CSS = """
    Unsaved { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    ALLOW_SELECT = False

    def __init__(self, said: str) -> None:
        super().__init__(Content.styled(said, "$text-warning"), id="unsaved")

    async def on_click(self) -> None:
        await self.screen.run_action("history")
