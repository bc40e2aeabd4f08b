"""The last door before the terminal: no character that acts on it passes, whoever let it in.

Texts that are not ours are cleaned where they come in, and their characters shown as pictures. Here such a one is taken
out, as it has no width, or replaced where it has one: the line keeps its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.filter import LineFilter

from tutor.characters import without_acting

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.color import Color


class LastDoor(LineFilter):
    """Leaves every line as it is but for characters that act."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [_let_through(segment) for segment in segments]


def _let_through(segment: Segment) -> Segment:
    text, style, control = segment
    plain = text if control else without_acting(text)
    return segment if plain is text else type(segment)(plain, style)
