"""What a figure is drawn into: rows of text runs with their colours, for a terminal, a screen or a plain file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from rich.cells import cell_len, set_cell_size

from tutor.characters import asks_for_width

Colour: TypeAlias = "tuple[int, int, int] | str"  # red, green, blue (0 to 255), or the name of a role below
Words: TypeAlias = Mapping[str, str]

SERIES = 6  # roles "series-0" to "series-5"; the others are "title", "accent", "muted" and "error"


@dataclass(frozen=True, slots=True)
class InkRun:
    """How a run of text looks. A role's colour is chosen where it is shown."""

    front: Colour | None = None
    back: Colour | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """Cells to draw in, and what they can show: characters beyond ASCII, colours, or at least greys.

    few: the colours are few, so that none of them tells two things apart.
    """

    width: int
    height: int
    ascii: bool = False
    color: bool = True
    greys: bool = False
    few: bool = False

    @property
    def tells_by_signs(self) -> bool:
        """Whether signs must say what colours do not."""
        return self.few or not self.color

    def less(self, rows: int) -> Room:
        """The room that is left under `rows` rows."""
        return replace(self, height=max(0, self.height - rows))


PLAIN = InkRun()
TITLE = InkRun("title", bold=True)
ACCENT = InkRun("accent", bold=True)
MUTED = InkRun("muted")
ERROR = InkRun("error")

Run: TypeAlias = tuple[str, InkRun]
Row: TypeAlias = tuple[Run, ...]
Drawing: TypeAlias = tuple[Row, ...]


def role(series: int) -> str:
    """The role of the colour of a series."""
    return f"series-{series % SERIES}"


def words_of(key: str, words: Words, facts: Mapping[str, Any] | None = None) -> str:
    """The sentence of a key with its facts filled in; the key itself, or the bare sentence, where that cannot be."""
    sentence = words.get(key, key)
    if facts is None or asks_for_width(sentence):
        return sentence
    try:
        return sentence.format_map(facts)
    except (KeyError, ValueError, IndexError, TypeError, AttributeError):
        return sentence


def row_width(row: Row) -> int:
    return sum(cell_len(text) for text, _ in row)


def cut(row: Row, width: int) -> Row:
    """The part of a row that fits in `width` cells; a wide character that does not fit whole is a blank."""
    out: list[Run] = []
    room = width
    for text, ink in row:
        if room <= 0:
            break
        shown = text if cell_len(text) <= room else set_cell_size(text, room)
        out.append((shown, ink))
        room -= cell_len(shown)
    return tuple(out)


def shortened(text: str, width: int, ascii: bool = False) -> str:
    """Text of at most `width` cells; what is cut off leaves a sign."""
    if cell_len(text) <= width:
        return text
    dots = dots_of(ascii)
    return set_cell_size(text, max(0, width - cell_len(dots))).rstrip() + dots if width > cell_len(dots) else dots[:width]


def padded(row: Row, width: int) -> Row:
    """A row of exactly `width` cells."""
    shown = cut(row, width)
    gap = width - row_width(shown)
    return (*shown, (" " * gap, PLAIN)) if gap else shown


def cropped(drawing: Iterable[Row], room: Room) -> Drawing:
    """What of a drawing fits in the room; a row of which something is missing says so."""
    rows = list(drawing)[: max(0, room.height)]
    return tuple(_with_sign(row, room) if row_width(row) > room.width else row for row in rows)


def _with_sign(row: Row, room: Room) -> Row:
    """A row that is too long, unless it is blanks that are too many."""
    text = "".join(text for text, _ in row)
    dots = dots_of(room.ascii)
    if cell_len(text.rstrip()) <= room.width or room.width <= cell_len(dots):
        return cut(row, room.width)
    return (*cut(row, room.width - cell_len(dots)), (dots, MUTED))


def dots_of(ascii: bool) -> str:
    """The sign of what is left out."""
    return ".." if ascii else "…"


def beside(drawings: Sequence[Drawing], widths: Sequence[int], height: int, gap: int = 2) -> Drawing:
    """Drawings side by side, each in a column of its width."""
    rows = []
    for y in range(height):
        parts: list[Run] = []
        for drawing, width in zip(drawings, widths, strict=True):
            parts += [*padded(drawing[y] if y < len(drawing) else (), width), (" " * gap, PLAIN)]
        rows.append(tuple(parts[:-1]))
    return tuple(rows)


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most `width` cells, broken at blanks and between wide characters."""
    lines = [""]
    for word in re.findall(r"\s+|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+", text):
        for part in _pieces(word, max(1, width)):
            if cell_len(lines[-1] + part.rstrip()) > width:
                lines.append("")
            lines[-1] = (lines[-1] + part) if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(word: str, width: int) -> list[str]:
    """A word in parts that fit in a line."""
    return [word[i : i + width] for i in range(0, len(word), width)] if len(word) > width else [word]


def number(value: float, digits: int = 3) -> str:
    """A number as short as it can be told: 0.25, 1e-07, nan."""
    if value == 0:
        return "0"
    text = f"{value:.{digits}g}"
    return re.sub(r"e([+-])0*(\d)", r"e\1\2", text).replace("e+", "e")
