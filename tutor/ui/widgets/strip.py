"""Where this lesson's piece sits in the whole: `x > [Affine] > Relu > Affine > Loss`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tutor.ui.widgets.semantic_colours import SemanticColour, colour_style

ARROW = " > "
MORE = "…"

Part: TypeAlias = tuple[str, SemanticColour]


class PieceStrip(Widget):
    """One row. `pieces` from input to loss; `present`: the index of the piece of this lesson, None for none."""

    DEFAULT_CSS = """
    PieceStrip { width: auto; height: 1; }
    """

    def __init__(
        self,
        pieces: Sequence[str] = (),
        present: int | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._pieces, self._present = tuple(pieces), present

    def show(self, pieces: Sequence[str], present: int | None) -> None:
        """Show another whole, or another piece of it."""
        self._pieces, self._present = tuple(pieces), present
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return _cells(strip_parts(self._pieces, self._present, container.width))

    def render_line(self, y: int) -> Strip:
        parts = strip_parts(self._pieces, self._present, self.size.width) if y == 0 else []
        blank = Segment(" " * max(0, self.size.width - _cells(parts)))  # at the right end of the row
        line = Strip([blank, *(Segment(text, self._style(tone)) for text, tone in parts)])
        return line.apply_style(self.rich_style)

    def _style(self, tone: SemanticColour) -> Style:
        bold = Style(bold=True) if tone == "accent" else Style()
        return colour_style(tone, self.app.theme_variables) + bold


def strip_parts(pieces: Sequence[str], present: int | None, width: int) -> list[Part]:
    """The row in at most `width` cells: all pieces, or as many neighbours of the present one as fit between dots."""
    if not pieces:
        return []
    middle = present if present is not None else 0
    reaches = sorted(
        ((first, last) for first in range(middle + 1) for last in range(middle, len(pieces))),
        key=lambda ends: (ends[0] - ends[1], abs(ends[0] + ends[1] - 2 * middle)),
    )
    for first, last in reaches:
        parts = _join(pieces, first, last, present)
        if _cells(parts) <= width:
            return parts
    return [(_fit(_name(pieces, middle, present), width), "accent" if present is not None else "plain")]


def _join(pieces: Sequence[str], first: int, last: int, present: int | None) -> list[Part]:
    parts: list[Part] = [(MORE + ARROW, "muted")] if first > 0 else []
    for index in range(first, last + 1):
        parts += [(_name(pieces, index, present), "accent" if index == present else "plain"), (ARROW, "muted")]
    return [*parts[:-1], (ARROW + MORE, "muted")] if last < len(pieces) - 1 else parts[:-1]


def _name(pieces: Sequence[str], index: int, present: int | None) -> str:
    return f"[{pieces[index]}]" if index == present else pieces[index]


def _cells(parts: Sequence[Part]) -> int:
    return sum(cell_len(text) for text, _ in parts)


def _fit(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, max(0, width - 1)) + MORE[: max(0, width)]
