"""What a verdict writes beside the code: glyphs in the gutter, remarks after lines, an underline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tutor.model import Place
from tutor.ui.widgets.tones import Tone, tone_style

LEAST_ROOM = 8  # cells; a shorter remark says nothing
GAP = 3  # cells between the code and the remark
MARGIN = 2  # cells of the gutter between the number and the code

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark:
    """A glyph in the gutter, one cell wide (a second cell is there for the wide ones)."""

    glyph: str
    tone: Tone = "error"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark after the end of a line, cut to the room there is."""

    text: str
    tone: Tone = "error"


@dataclass(frozen=True, slots=True)
class View:
    """One line of code as shown: `scroll` cells of it are hidden behind the gutter, `width` cells are seen."""

    text: str
    number: int
    gutter: int
    scroll: int
    width: int
    tab_size: int

    def cell(self, column: int) -> int:
        """The cell in which the character at `column` starts, counted from the left edge of the strip."""
        before = self.text[:column].expandtabs(self.tab_size)
        return self.gutter + cell_len(before) - self.scroll


@dataclass(frozen=True, slots=True)
class Margins:
    """All that is written beside the code. Keys are line numbers, from 1."""

    marks: Mapping[int, Mark] = field(default_factory=dict)
    notes: Mapping[int, Note] = field(default_factory=dict)
    span: Place | None = None

    def shifted(self, line: int, by: int) -> Margins:
        """The margins after an edit at `line` that added `by` lines below it (took away, if negative)."""
        marks, notes = _moved(self.marks, line, by), _moved(self.notes, line, by)
        return replace(self, marks=marks, notes=notes, span=None)

    def touch(self, line: int) -> bool:
        """Whether anything is written beside a line."""
        under = self.span is not None and self.span.line <= line <= (self.span.end_line or self.span.line)
        return under or line in self.marks or line in self.notes

    def drawn(self, strip: Strip, view: View, variables: Mapping[str, str]) -> Strip:
        """The strip of one line with its mark, its underline and its remark."""
        if self.span is not None:
            strip = _underlined(strip, view, self.span, tone_style("error", variables))
        if mark := self.marks.get(view.number):
            strip = _marked(strip, view, mark.glyph, tone_style(mark.tone, variables))
        if note := self.notes.get(view.number):
            strip = _noted(strip, view, note.text, tone_style(note.tone, variables))
        return strip


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


def _moved(things: Mapping[int, T], line: int, by: int) -> dict[int, T]:
    kept = {number: thing for number, thing in things.items() if number <= line or number > line - by}
    return {number + by if number > line else number: thing for number, thing in kept.items()}


def _marked(strip: Strip, view: View, glyph: str, style: Style) -> Strip:
    start, end = view.gutter - MARGIN, view.gutter
    return _spliced(strip, start, end, set_cell_size(glyph, MARGIN), style + Style(bold=True))


def _noted(strip: Strip, view: View, text: str, style: Style) -> Strip:
    start = max(view.gutter, view.cell(len(view.text)) + GAP)
    shown = fit(text, view.width - start)
    if not shown:
        return strip
    return _spliced(strip, start, start + cell_len(shown), shown, style + Style(italic=True))


def _underlined(strip: Strip, view: View, span: Place, style: Style) -> Strip:
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


def _spliced(strip: Strip, start: int, end: int, text: str, style: Style) -> Strip:
    """`text` over the cells from `start` to `end`, on the background that was there."""
    under = next((part.style for part in strip.crop(start, end) if part.style), Style())
    patch = Strip([Segment(text, Style(bgcolor=under.bgcolor) + style)], end - start)
    return Strip.join([strip.crop(0, start), patch, strip.crop(end)])
