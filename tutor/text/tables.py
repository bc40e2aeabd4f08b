"""Tables as plain lines, for a terminal: the first column to the left, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

GAP = "  "


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """rows: as many cells in each, the headings first. Lines of one width."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return [GAP.join(_fitted(cell, widths[at], left=at == 0) for at, cell in enumerate(row)) for row in rows]


def _fitted(cell: str, room: int, left: bool) -> str:
    blank = " " * (room - cell_len(cell))
    return cell + blank if left else blank + cell
