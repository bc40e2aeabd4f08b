"""A page of cells to draw boxes and words on."""

from __future__ import annotations

from itertools import groupby

from rich.cells import cell_len

from tutor.figures_text.drawing import MUTED, PLAIN, Drawing, InkRun, Row

ASCII = str.maketrans("┌┐└┘─│▶", "++++-|>")


class Canvas:
    """Grows to the right and downwards as it is written on. A later word covers an earlier one."""

    def __init__(self, ascii: bool = False) -> None:
        self._cells: dict[tuple[int, int], tuple[str, InkRun]] = {}
        self._ascii = ascii

    def write(self, x: int, y: int, text: str, ink: InkRun = PLAIN) -> None:
        """Put text at column x of row y; what would begin before column 0 is left out."""
        for character in text.translate(ASCII) if self._ascii else text:
            if x >= 0 and y >= 0:
                self._cells[y, x] = (character, ink)
            x += cell_len(character)

    def box(self, x: int, y: int, width: int, height: int) -> None:
        """A frame of the given outer size."""
        self.write(x, y, f"┌{'─' * (width - 2)}┐", MUTED)
        for row in range(y + 1, y + height - 1):
            self.write(x, row, "│", MUTED)
            self.write(x + width - 1, row, "│", MUTED)
        self.write(x, y + height - 1, f"└{'─' * (width - 2)}┘", MUTED)

    def arrow(self, start: int, end: int, y: int) -> None:
        """A line from column `start` to a head just before column `end`."""
        self.write(start, y, "─" * (end - start - 1) + "▶", MUTED)

    def drawing(self) -> Drawing:
        height = max((y for y, _ in self._cells), default=-1) + 1
        return tuple(self._row(y) for y in range(height))

    def _row(self, y: int) -> Row:
        out: list[tuple[str, InkRun]] = []
        x = 0
        for (_, column), (character, ink) in sorted(item for item in self._cells.items() if item[0][0] == y):
            if column < x:
                continue
            if column > x:
                out.append((" " * (column - x), PLAIN))
            out.append((character, ink))
            x = column + cell_len(character)
        return tuple(("".join(text for text, _ in runs), ink) for ink, runs in _grouped(out))


def _grouped(cells: list[tuple[str, InkRun]]) -> list[tuple[InkRun, list[tuple[str, InkRun]]]]:
    return [(ink, list(runs)) for ink, runs in groupby(cells, key=lambda cell: cell[1])]
