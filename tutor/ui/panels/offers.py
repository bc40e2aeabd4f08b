"""Offers in one line above a lesson. Keys take them, from anywhere outside of a text, or a click; they wait for nobody."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from tutor.storage.drafts import Draft
from tutor.text.messages import Words


class DraftOffer(Static):
    """The offer of a text that was typed and never saved, for as long as it is not answered. A click shows what it would
    change. keys: what they are called, by the ids of their rows."""

    DEFAULT_CSS = """
    DraftOffer { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    ALLOW_SELECT = False

    def __init__(self, words: Words, draft: Draft, keys: Mapping[str, str]) -> None:
        names = {"take": keys["take-draft"], "leave": keys["leave-draft"], "history": keys["history"]}
        sentence = words("draft.offer", at=f"{draft.typed_at.astimezone():%H:%M}", **names)
        super().__init__(Content.styled(sentence, "$text-warning"), id="unsaved")

    async def on_click(self) -> None:
        await self.screen.run_action("command('history')")


class PlacementOffer(Static):
    """The offer of the placement to a newcomer. It goes with the screen: whoever goes on with the lesson has declined it."""

    DEFAULT_CSS = """
    PlacementOffer { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis; }
    .-show-code PlacementOffer, .-low PlacementOffer, .-tiny PlacementOffer { display: none; }
    """
    ALLOW_SELECT = False

    def __init__(self, words: Words, key: str) -> None:
        super().__init__(Content.styled(words("placement.offer", key=key), "$text-accent"), id="offer")

    async def on_click(self) -> None:
        await self.app.run_action("placement")
