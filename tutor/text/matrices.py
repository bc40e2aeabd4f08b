"""A gradient that disagrees, in figures: yours, the numerical one and the difference, side by side or one under another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.model import HeatMap

MOST_ROWS, MOST_COLUMNS = 8, 8
WORST = 3  # elements in brackets
GAP = "   "
EQUAL = 1e-9  # of the largest: a smaller difference is rounding

Block = list[str]
Floats: TypeAlias = npt.NDArray[np.float64]


def comparison_lines(heat: HeatMap, titles: Sequence[str], width: int) -> Iterator[str]:
    """Lines of at most `width` columns where the figures allow it; the worst elements stand in [brackets].

    titles: the words for yours, numerical, difference.
    """
    yours, numerical = _rows(heat.yours), _rows(heat.numerical)
    if yours is None or numerical is None:
        return
    apart = yours - numerical if yours.shape == numerical.shape else None
    worst = _worst(apart, numerical)
    names = (f"{heat.variable} {titles[0]} {_shape(heat.yours)}", f"{titles[1]} {_shape(heat.numerical)}", titles[2])
    figures = (yours, numerical, _without_rounding(apart, numerical))
    blocks = [_block(name, rows, worst) for name, rows in zip(names, figures, strict=True) if rows is not None]
    side = len(GAP) * (len(blocks) - 1) + sum(map(_width, blocks))
    yield from _beside(blocks) if side < width else _below(blocks)


def _rows(value: object) -> Floats | None:
    """An array as a matrix, leading axes one under another; None for what is no array of numbers."""
    array = np.asarray(value)
    if array.dtype.kind not in "biuf" or array.size == 0:
        return None
    return array.astype(np.float64).reshape(-1, array.shape[-1] if array.ndim else 1)


def _shape(value: npt.ArrayLike) -> str:
    return str(np.shape(value)).replace(" ", "") if np.ndim(value) else ""


def _worst(apart: Floats | None, numerical: Floats) -> set[tuple[int, int]]:
    """Where the difference is largest, by row and column; nowhere if all are off alike (one factor for the whole)."""
    if apart is None:
        return set()
    size = np.nan_to_num(np.abs(apart), nan=np.inf)
    order = np.argsort(-size, axis=None)[:WORST]
    places = [np.unravel_index(int(index), apart.shape) for index in order]
    return {(int(row), int(column)) for row, column in places if size[row, column] > EQUAL * _largest(numerical)}


def _largest(rows: Floats) -> float:
    return float(np.max(np.abs(rows), initial=0.0, where=np.isfinite(rows))) or 1.0


def _without_rounding(apart: Floats | None, numerical: Floats) -> Floats | None:
    return None if apart is None else np.where(np.abs(apart) <= EQUAL * _largest(numerical), 0.0, apart)


def _block(title: str, rows: Floats, worst: set[tuple[int, int]]) -> Block:
    """A title over a matrix; of a large one its upper left part, or what holds the worst element."""
    top, left = (min(axis) for axis in zip(*worst, strict=True)) if worst else (0, 0)
    top = max(0, min(top, len(rows) - MOST_ROWS))
    left = max(0, min(left, rows.shape[1] - MOST_COLUMNS))
    places = [
        [(row, column) for column in range(left, min(left + MOST_COLUMNS, rows.shape[1]))]
        for row in range(top, min(top + MOST_ROWS, len(rows)))
    ]
    texts = [[f"{rows[place]:.3g}" for place in line] for line in places]
    cell = max(len(text) for line in texts for text in line)
    body = [
        "".join(_cell(text.rjust(cell), place in worst) for text, place in zip(*pair, strict=True))
        for pair in zip(texts, places, strict=True)
    ]
    cut = [f" ... {rows.shape}"] if len(rows) > MOST_ROWS or rows.shape[1] > MOST_COLUMNS else []
    return [title, *body, *cut]


def _cell(text: str, worst: bool) -> str:
    return f"[{text}]" if worst else f" {text} "


def _width(block: Block) -> int:
    return max(map(len, block))


def _beside(blocks: Sequence[Block]) -> Iterator[str]:
    for parts in zip_longest(*blocks, fillvalue=""):
        yield GAP.join(part.ljust(_width(block)) for part, block in zip(parts, blocks, strict=True)).rstrip()


def _below(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from block
