"""Several figures in one frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from engine.figures import Board, Figure, Note
from tutor.figures_text.drawing import TITLE, Drawing, Room, Words, beside, words_of

Draw: TypeAlias = Callable[[Figure, Room, Words], Drawing]

LEAST = 16  # cells; a column narrower than this is given up
NOTE_ROWS = 2  # at least, so that a picture does not jump with every word
GAP = 2


def cells(board: Board, room: Room, words: Words, draw: Draw) -> Drawing:
    """Figures in rows of at most `board.columns`; rows of notes take the lines of their words, the others share the rest."""
    head: Drawing = (((words_of(board.title, words), TITLE),),) if board.title and room.height > 1 else ()
    inner = room.less(len(head))
    columns = max(1, min(board.columns, (inner.width + GAP) // (LEAST + GAP)))
    rows = [board.figures[start : start + columns] for start in range(0, len(board.figures), columns)]
    out = list(head)
    for row, height in zip(rows, _heights(rows, inner, words, draw), strict=True):
        out += _row(row, replace(inner, height=height), words, draw)
    return tuple(out)


def _row(figures: Sequence[Figure], room: Room, words: Words, draw: Draw) -> Drawing:
    width = _width(figures, room)
    drawings = [draw(figure, replace(room, width=width), words) for figure in figures]
    return beside(drawings, [width] * len(figures), room.height, GAP)


def _width(figures: Sequence[Figure], room: Room) -> int:
    return (room.width - GAP * (len(figures) - 1)) // len(figures)


def _heights(rows: Sequence[Sequence[Figure]], room: Room, words: Words, draw: Draw) -> list[int]:
    """Lines for each row; those left over by the division go to the first rows."""
    told = [_told(row, room, words, draw) for row in rows]
    shared = max(0, room.height - sum(told))
    share, extra = divmod(shared, max(1, told.count(0)))
    heights = []
    for lines in told:
        heights.append(lines or share + (extra > 0))
        extra -= 0 if lines else 1
    return heights


def _told(figures: Sequence[Figure], room: Room, words: Words, draw: Draw) -> int:
    """Lines of a row that holds only notes, at most a third of all where they are many; 0 for one that holds a picture."""
    if not all(isinstance(figure, Note) for figure in figures):
        return 0
    needed = (len(draw(figure, replace(room, width=_width(figures, room)), words)) for figure in figures)
    return max(NOTE_ROWS, min(max(needed), room.height // 3))
