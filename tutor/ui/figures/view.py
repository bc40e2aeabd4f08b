"""A figure on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import Widget

from engine.figures import Figure


class FigureView(Widget):
    """Draws any figure in the room it has. `words`: key -> sentence, with {facts}."""

    def __init__(self, words: Mapping[str, str] | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = words or {}

    def show(self, figure: Figure | None, words: Mapping[str, str] | None = None) -> None:
        """Draw another figure, ten times a second if need be; None empties the view."""
        raise NotImplementedError
