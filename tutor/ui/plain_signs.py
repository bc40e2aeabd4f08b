"""Signs of ASCII, for a terminal that shows no others. Each takes the cells of what it stands for, so that nothing moves."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

from tutor.text.verdicts import BAD, GOOD, TO_DO, UNREACHED

if TYPE_CHECKING:
    from textual.color import Color

UNKNOWN = "?"
HALF = "▀"
_VERDICT = {sign.sign: sign.ascii for sign in (GOOD, BAD, TO_DO, UNREACHED)}
_SIGNS = {
    **_VERDICT,
    **dict.fromkeys("●■◆•", "*"), **dict.fromkeys("△▲", "^"), "◦": "o", "↻": "@", "×": "x", "≠": "#", "±": "~",
    **dict.fromkeys("▸▶›→⟶↳", ">"), **dict.fromkeys("◂◀‹←", "<"), **dict.fromkeys("↑▴", "^"), **dict.fromkeys("↓▾▼", "v"),
    **dict.fromkeys("↗↙", "/"), **dict.fromkeys("↖↘", "\\"), "…": "~", "⋯": "~", "⋮": ":", "–": "-", "—": "-",
    **dict.fromkeys("‘’", "'"), **dict.fromkeys("“”", '"'), "│": "|", "─": "-", "━": "=", "┃": "|", "═": "=", "║": "|",
    "░": ".", "▒": ":", "▓": "%", "█": "#", "·": ".", "−": "-", "∂": "d", "Σ": "S", "Π": "P", "√": "V", "∫": "S",
    **dict.fromkeys("▁▂▃▄▅▆▇", " "), **dict.fromkeys("▉▊▋▌▍▎▏▐▕", "|"),
    "η": "n", "μ": "u", "σ": "s", "ε": "e", "Δ": "D", "∇": "D",
}  # fmt: skip


class PlainSigns(LineFilter):
    """Leaves lines of ASCII as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [segment if segment.control or segment.text.isascii() else _plain(segment) for segment in segments]


def _plain(segment: Segment) -> Segment:
    """Upper halves of cells have the colour of a whole one: there is no sign for half of one."""
    text, style, control = segment
    if style is not None and style.color and set(text) == {HALF}:
        return Segment(" " * len(text), Style(bgcolor=style.color), control)
    return Segment("".join(map(in_ascii, text)), style, control)


@cache
def in_ascii(character: str) -> str:
    """What stands for a character, in as many cells."""
    sign = character if character.isascii() else _SIGNS.get(character) or _by_name(character)
    return sign * cell_len(character)  # of an accent, nothing


def _by_name(character: str) -> str:
    """A letter without its accents; of lines and blocks what they look like from afar."""
    letters = "".join(part for part in unicodedata.normalize("NFKD", character) if part.isascii())
    if len(letters) == 1:
        return letters
    code = ord(character)
    if 0x2500 <= code < 0x2580:
        return "+"
    if 0x2580 <= code < 0x25A0:
        return "#"
    if 0x2800 < code < 0x2900:
        return "."
    return UNKNOWN
