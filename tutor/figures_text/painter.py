"""Any figure, drawn in the room there is."""

from __future__ import annotations

from functools import singledispatch

import numpy as np

from engine import figures
from tutor.figures_text import arrows, bars, graph, histogram, lines, pixels, surface
from tutor.figures_text.board import cells
from tutor.figures_text.drawing import PLAIN, Drawing, Room, Words, cropped, shortened, words_of, wrapped

FAULTS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, MemoryError, RecursionError)


def draw(figure: figures.Figure, room: Room, words: Words) -> Drawing:
    """The figure within the room: at most `room.height` rows of at most `room.width` cells.

    Raises TypeError for what is no figure.
    """
    if room.width <= 0 or room.height <= 0:
        return ()
    if _drawn.dispatch(type(figure)) is _drawn.dispatch(object):
        raise TypeError(f"{type(figure).__name__} is no figure; yield one of engine.figures")
    with np.errstate(all="ignore"):  # a lab may yield numbers at the edge of what floats can hold
        try:
            drawing = _drawn(figure, room, words)
        except FAULTS as fault:  # a process of a stranger's code has sent it
            drawing = (((f"? {type(figure).__name__}: {type(fault).__name__}", PLAIN),),)
        return cropped(drawing, room)


@singledispatch
def _drawn(figure: object, room: Room, words: Words) -> Drawing:  # noqa: ARG001 - what every figure is drawn with
    raise TypeError(type(figure).__name__)


_drawn.register(figures.Lines)(lines.draw)
_drawn.register(figures.Histogram)(histogram.draw)
_drawn.register(figures.Bars)(bars.draw)
_drawn.register(figures.Pixels)(pixels.draw)
_drawn.register(figures.Arrows)(arrows.draw)
_drawn.register(figures.Surface)(surface.draw)
_drawn.register(figures.Graph)(graph.draw)


@_drawn.register
def _note(figure: figures.Note, room: Room, words: Words) -> Drawing:
    lines = wrapped(words_of(figure.key, words, figure.facts), room.width)
    if len(lines) > room.height > 0:
        last = " ".join(lines[room.height - 1 : room.height + 1])  # too long, and so cut with a sign
        lines = [*lines[: room.height - 1], shortened(last, room.width, room.ascii)]
    return tuple(((line, PLAIN),) for line in lines)


@_drawn.register
def _board(figure: figures.Board, room: Room, words: Words) -> Drawing:
    return cells(figure, room, words, draw)
