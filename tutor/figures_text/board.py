"""Several figures in one frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from engine.figures import Board, Figure, Note
from tutor.figures_text.drawing import TITLE, Drawing, Room, Words, beside, words_of

Draw: TypeAlias = Callable[[Figure, Room, Words], Drawing]

LEAST = 16  # cells; a column narrower than this is given up
NOTE_ROWS = 2
GAP = 2


def cells(board: Board, room: Room, words: Words, draw: Draw) -> Drawing:
    """Figures in rows of at most `board.columns`; rows that hold only notes take two lines, the others share the rest."""
    head: Drawing = (((words_of(board.title, words), TITLE),),) if board.title and room.height > 1 else ()
    inner = room.less(len(head))
    columns = max(1, min(board.columns, (inner.width + GAP) // (LEAST + GAP)))
    rows = [board.figures[start : start + columns] for start in range(0, len(board.figures), columns)]
    out = list(head)
    for row, height in zip(rows, _heights(rows, inner.height), strict=True):
        out += _row(row, replace(inner, height=height), words, draw)
    return tuple(out)


def _row(figures: Sequence[Figure], room: Room, words: Words, draw: Draw) -> Drawing:
    width = (room.width - GAP * (len(figures) - 1)) // len(figures)
    drawings = [draw(figure, replace(room, width=width), words) for figure in figures]
    return beside(drawings, [width] * len(figures), room.height, GAP)


def _heights(rows: Sequence[Sequence[Figure]], height: int) -> list[int]:
    """Lines for each row; those left over by the division go to the first rows."""
    notes = [all(isinstance(figure, Note) for figure in row) for row in rows]
    shared = max(0, height - NOTE_ROWS * sum(notes))
    share, extra = divmod(shared, max(1, notes.count(False)))
    heights = []
    for only_notes in notes:
        heights.append(NOTE_ROWS if only_notes else share + (extra > 0))
        extra -= 0 if only_notes else 1
    return heights
