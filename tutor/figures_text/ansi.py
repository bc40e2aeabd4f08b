"""Drawings as lines for a terminal without Textual: ANSI colours, or none."""

from __future__ import annotations

from itertools import groupby

from tutor.figures_text.drawing import Colour, Drawing, InkRun, Row

ROLES = {
    "title": "1",
    "accent": "33",
    "muted": "2",
    "error": "31",
    "series-0": "36",
    "series-1": "33",
    "series-2": "32",
    "series-3": "35",
    "series-4": "34",
    "series-5": "31",
}


def lines(drawing: Drawing, color: bool) -> str:
    """The drawing's rows, joined by newlines, without blanks at their ends."""
    return "\n".join(_colored(row) if color else "".join(text for text, _ in row).rstrip() for row in drawing)


def _colored(row: Row) -> str:
    parts = []
    for ink, runs in groupby(row, key=lambda run: run[1]):
        text = "".join(run[0] for run in runs)
        code = _code(ink)
        parts.append(f"\x1b[{code}m{text}\x1b[0m" if code else text)
    return "".join(parts)


def _code(ink: InkRun) -> str:
    codes = [_colour(ink.front, 38), _colour(ink.back, 48), "1" if ink.bold else ""]
    return ";".join(code for code in codes if code)


def _colour(colour: Colour | None, layer: int) -> str:
    if colour is None:
        return ""
    if isinstance(colour, str):
        return ROLES.get(colour, "")
    return ";".join(map(str, (layer, 2, *colour)))
