"""Lines of which each begins with a head: where one does not fit, what follows goes on below its body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tutor.text.line_breaking import breaks

NARROWEST = 12  # cells that a body is given, however long its head


class Line(NamedTuple):
    head: Content
    body: Content = Content()


class HangingLines(Widget):
    """Lines, each wrapped at the width that there is."""

    DEFAULT_CSS = "HangingLines { height: auto; }"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Iterable[Line]) -> None:
        self._lines = tuple(lines)
        self.display = bool(self._lines)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(len(wrapped(line, width)) for line in self._lines)

    def render(self) -> Content:
        return Content("\n").join(row for line in self._lines for row in wrapped(line, self.content_size.width))


def wrapped(line: Line, width: int) -> list[Content]:
    """The rows of a line; a piece of its body that is wider than the width stands out."""
    indent = line.head.cell_length
    rows = rows_of(line.body, max(width - indent, NARROWEST))
    return [Content.assemble(line.head if not at else " " * indent, row) for at, row in enumerate(rows)]


def rows_of(text: Content, width: int) -> list[Content]:
    """One line of text in rows of at most `width` cells, as full as they may be, in Japanese too."""
    return [row.rstrip() for row in text.divide(breaks(text.plain, width))] or [text]
