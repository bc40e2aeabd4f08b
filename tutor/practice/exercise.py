"""One small exercise as a value: what is asked, the one answer, and how it comes about."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from engine.figures import Graph
from tutor.model import Message


class DrillKind(StrEnum):
    """What is practised."""

    SHAPES = "shapes"
    GRAPHS = "graphs"
    GRADIENTS = "gradients"


class Picture(NamedTuple):
    """A computational graph, and what its boxes are called: node -> label."""

    graph: Graph
    labels: Mapping[str, str]


class Exercise(NamedTuple):
    """`given`: lines of code or of shapes, the same in every language. `asked`: the expression whose value is wanted.

    lures: what likely wrong ways give, none of them the answer. picture: as it is asked; solved: with every number in it.
    """

    kind: DrillKind
    form: str  # what kind of exercise of its kind, such as "matmul"
    ask: Message
    given: tuple[str, ...]
    asked: str
    answer: str
    steps: tuple[Message, ...]
    lures: tuple[str, ...] = ()
    level: int = 1
    picture: Picture | None = None
    solved: Picture | None = None

    @property
    def question(self) -> tuple[Any, ...]:
        """Equal for equal exercises."""
        return (self.form, self.given, self.asked)


def written(value: Fraction | int) -> str:
    """A number as people write it: 12, -0.25. Exact where its decimals end."""
    exact = Fraction(value)
    return str(exact.numerator) if exact.denominator == 1 else f"{float(exact):.10g}"


def factor(value: Fraction | int) -> str:
    """A number as a factor or a summand in a calculation: a negative one in brackets."""
    return f"({written(value)})" if value < 0 else written(value)


def shape(sizes: tuple[int, ...]) -> str:
    """A shape as NumPy writes it: (3, 4), (5,)."""
    return str(tuple(sizes))
