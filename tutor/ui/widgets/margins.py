"""What a verdict writes beside the code: glyphs in the gutter, remarks and shapes after lines, an underline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tutor.model import Place
from tutor.ui.widgets.semantic_colours import SemanticColour, colour_style

LEAST_ROOM = 8  # cells; a shorter remark says nothing
GAP = 3  # cells between the code and the remark
MARGIN = 2  # cells of the gutter between the number and the code

CUT = "›"  # at the edge, where a line goes on beyond it

BEFORE_HINT = "-> "  # ASCII, as it is for every terminal; code has it only in the heads of functions, which have no hints

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GutterMark:
    """A glyph in the gutter, one cell wide (a second cell is there for the wide ones)."""

    glyph: str
    tone: SemanticColour = "error"


@dataclass(frozen=True, slots=True)
class LineNote:
    """A remark after the end of a line, cut to the room there is."""

    text: str
    tone: SemanticColour = "error"


@dataclass(frozen=True, slots=True)
class View:
    """One line of code as shown: `scroll` cells of it are hidden behind the gutter, `width` cells are seen."""

    text: str
    number: int
    gutter: int
    scroll: int
    width: int
    tab_size: int
    shapes: bool = True  # whether inlay hints are shown

    def cell(self, column: int) -> int:
        """The cell in which the character at `column` starts, counted from the left edge of the strip."""
        before = self.text[:column].expandtabs(self.tab_size)
        return self.gutter + cell_len(before) - self.scroll

    @property
    def cut(self) -> bool:
        """Whether the line goes on beyond the edge."""
        return self.cell(len(self.text)) > self.width


@dataclass(frozen=True, slots=True)
class Margins:
    """All that is written beside the code. Keys are line numbers, from 1.

    inlay_hints: what the statement that ends in a line held when it was run, such as "(100, 50)".
    """

    marks: Mapping[int, GutterMark] = field(default_factory=dict)
    notes: Mapping[int, LineNote] = field(default_factory=dict)
    span: Place | None = None
    inlay_hints: Mapping[int, str] = field(default_factory=dict)

    def shift(self, line: int, by: int) -> Margins:
        """The margins after an edit at `line` that added `by` lines below it (took away, if negative)."""
        marks, notes = _move(self.marks, line, by), _move(self.notes, line, by)
        return replace(self, marks=marks, notes=notes, span=None, inlay_hints=_move(self.inlay_hints, line, by))

    def without_inlay_hints(self, lines: range) -> Margins:
        """The same, but for the inlay hints of lines whose text is not what was run."""
        if not any(line in self.inlay_hints for line in lines):
            return self
        return replace(self, inlay_hints={line: told for line, told in self.inlay_hints.items() if line not in lines})

    def beside(self, line: int) -> Beside | None:
        """What is written beside a line; None if nothing is."""
        under = self.span is not None and self.span.line <= line <= (self.span.end_line or self.span.line)
        if not (under or line in self.marks or line in self.notes or line in self.inlay_hints):
            return None
        return Beside(
            self.marks.get(line), self.notes.get(line), self.inlay_hints.get(line, ""), self.span if under else None
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """What is written beside one line."""

    mark: GutterMark | None
    note: LineNote | None
    inlay_hint: str
    span: Place | None

    def draw(self, strip: Strip, view: View, variables: Mapping[str, str]) -> Strip:
        """The strip of the line with its mark, its underline, its remark and its shape."""
        if self.span is not None:
            strip = _underline(strip, view, self.span, colour_style("error", variables))
        if self.mark:
            strip = _mark(strip, view, self.mark.glyph, colour_style(self.mark.tone, variables))
        end = max(view.gutter, view.cell(len(view.text)))
        if note := self.note:
            strip, end = _after(strip, end, fit(note.text, view.width - end - GAP), colour_style(note.tone, variables))
        hint = BEFORE_HINT + self.inlay_hint
        if self.inlay_hint and view.shapes and cell_len(hint) <= view.width - end - GAP:  # half a shape would be another
            strip, _ = _after(strip, end, hint, colour_style("inlay-hint", variables))
        return strip


class Painter:
    """Draws what is beside each line, once: an edit renders all lines anew, of which all but one are what they were."""

    def __init__(self) -> None:
        self._done: dict[int, tuple[Strip, View, Beside | None, Strip]] = {}

    def forget(self) -> None:
        """The colours are others now."""
        self._done.clear()

    def draw(self, strip: Strip, view: View, beside: Beside | None, variables: Callable[[], Mapping[str, str]]) -> Strip:
        """The strip of a line with what is beside it, and a sign where it goes on beyond the edge."""
        known = self._done.get(view.number)
        if known is None or known[:3] != (strip, view, beside):
            known = self._done[view.number] = (strip, view, beside, _draw(strip, view, beside, variables()))
        return known[3]


def _draw(strip: Strip, view: View, beside: Beside | None, variables: Mapping[str, str]) -> Strip:
    if beside:
        strip = beside.draw(strip, view, variables)
    return _splice(strip, view.width - 1, view.width, CUT, colour_style("muted", variables)) if view.cut else strip


def fit(text: str, room: int) -> str:
    """`text` in at most `room` cells, its cut marked by an ellipsis; "" where too little would remain.

    A wide character that would straddle the edge is left out.
    """
    flat = " ".join(text.split())
    if cell_len(flat) <= room:
        return flat
    if room < LEAST_ROOM:
        return ""
    return set_cell_size(flat, room - 1).rstrip() + "…"


def _move(things: Mapping[int, T], line: int, by: int) -> dict[int, T]:
    kept = {number: thing for number, thing in things.items() if number <= line or number > line - by}
    return {number + by if number > line else number: thing for number, thing in kept.items()}


def _mark(strip: Strip, view: View, glyph: str, style: Style) -> Strip:
    start, end = view.gutter - MARGIN, view.gutter
    return _splice(strip, start, end, set_cell_size(glyph, MARGIN), style + Style(bold=True))


def _after(strip: Strip, end: int, text: str, style: Style) -> tuple[Strip, int]:
    """`text` at its distance from what ends at the cell `end`; and the cell where it ends itself."""
    if not text:
        return strip, end
    start = end + GAP
    stop = start + cell_len(text)
    return _splice(strip, start, stop, text, style + Style(italic=True)), stop


def _underline(strip: Strip, view: View, span: Place, style: Style) -> Strip:
    last = span.end_line or span.line
    if not span.line <= view.number <= last:
        return strip
    first = span.column if view.number == span.line else len(view.text) - len(view.text.lstrip())
    end = span.end_column if view.number == last and span.end_column is not None else len(view.text)
    start, stop = (max(view.gutter, view.cell(column)) for column in (first, max(end, first + 1)))
    middle = strip.crop(start, stop)
    line = Style(underline=True, bold=True, color=style.color)
    parts = [Segment(part.text, (part.style or Style()) + line) for part in middle]
    return Strip.join([strip.crop(0, start), Strip(parts, middle.cell_length), strip.crop(stop)])


def _splice(strip: Strip, start: int, end: int, text: str, style: Style) -> Strip:
    """`text` over the cells from `start` to `end`, on the background that was there."""
    under = next((part.style for part in strip.crop(start, end) if part.style), Style())
    patch = Strip([Segment(text, Style(bgcolor=under.bgcolor) + style)], end - start)
    return Strip.join([strip.crop(0, start), patch, strip.crop(end)])
