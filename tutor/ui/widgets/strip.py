"""Where this lesson's piece sits in the whole: `x > [Affine] > Relu > Affine > Loss`."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget


class PieceStrip(Widget):
    """One row. `pieces` from input to loss; `present`: the index of the piece of this lesson, None for none."""

    def __init__(self, pieces: Sequence[str] = (), present: int | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)

    def show(self, pieces: Sequence[str], present: int | None) -> None:
        raise NotImplementedError
