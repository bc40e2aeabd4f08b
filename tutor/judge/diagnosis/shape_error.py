"""An exception over shapes that do not fit, with the operands by the names that stand in the learner's line."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.model import Crash

Operand = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class ShapeError(Crash):
    """`code` failed; `operands`: name and shape of each array in it that has a name."""

    code: str = ""
    operands: tuple[Operand, ...] = ()
