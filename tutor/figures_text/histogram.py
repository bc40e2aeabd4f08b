"""Counts per bin as columns in a frame."""

from __future__ import annotations

import numpy as np

from engine.figures import Histogram
from tutor.figures_text import plot
from tutor.figures_text.drawing import PLAIN, TITLE, Drawing, Room, Words, words_of


def draw(figure: Histogram, room: Room, words: Words) -> Drawing:
    """Title and frame; neighbouring bins are added up where there are more than columns."""
    head: Drawing = (((words_of(figure.title, words), TITLE),),) if figure.title else ()
    inner = room.less(len(head))
    counts, edges = merged_bins(figure, max(1, inner.width - 12))
    if not len(counts):
        return (*head, (("-", PLAIN),))
    x = plot.axis_of(edges)
    y = plot.Axis(0.0, max(float(counts.max()), 1.0))

    def paint(canvas: plot.PlotFigure) -> None:
        places, heights = x.place(edges), y.place(counts)
        middles = (places[:-1] + places[1:]) / 2
        marker = "#" if inner.ascii else "sd"
        # One call a column, because plotext gives all bars of a call one width.
        for middle, width, height in zip(middles.tolist(), np.diff(places).tolist(), heights.tolist(), strict=True):
            if height > 0:
                canvas.bar([middle], [height], width=width, marker=marker, color=0)

    return (*head, *plot.framed(inner, x, y, paint))


def merged_bins(figure: Histogram, most: int) -> tuple[plot.Floats, plot.Floats]:
    """Counts and edges in at most `most` bins; nothing if they do not belong together or have no order."""
    counts, edges = plot.numbers(figure.counts), plot.numbers(figure.edges)
    counts = np.where(np.isfinite(counts), np.clip(counts, 0, plot.HUGE), 0)
    sound = len(edges) == len(counts) + 1 and np.isfinite(edges).all() and (np.diff(edges) > 0).all()
    if not sound or (np.abs(edges) >= plot.HUGE).any():
        return np.empty(0), np.empty(0)
    stretch = -(-len(counts) // most)
    starts = np.arange(0, len(counts), max(1, stretch))
    return np.add.reduceat(counts, starts), np.append(edges[starts], edges[-1])
