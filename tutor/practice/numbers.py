"""The numbers of exercises: small, with no two sizes alike, and exact. No NumPy: the screen's process draws them."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TypeAlias, TypeVar

from tutor.practice.exercise import written

Row: TypeAlias = list[Fraction]
Matrix: TypeAlias = list[Row]
T = TypeVar("T")


class Numbers:
    """Draws for one exercise. reach: how much farther than usual they may go, where the near ones have been used up."""

    def __init__(self, random: Random, reach: int = 0) -> None:
        self._random = random
        self._reach = reach

    def sizes(self, count: int, low: int = 2, high: int = 8) -> list[int]:
        """Sizes of axes, all different, so that no wrong axis gives the right shape."""
        return self._random.sample(range(low, high + self._reach + 1), count)

    def whole(self, low: int = -4, high: int = 5) -> int:
        """A whole number, neither 0 nor 1 nor -1: those hide whether one has multiplied."""
        drawn = self._random.randint(low - self._reach, high + self._reach)
        return drawn if abs(drawn) > 1 else self.whole(low, high)

    def distinct(self, count: int, low: int = -4, high: int = 5) -> list[int]:
        """Whole numbers, all different."""
        found: dict[int, None] = {}
        while len(found) < count:
            found[self.whole(low, high)] = None
        return list(found)

    def row(self, length: int) -> Row:
        return [Fraction(number) for number in self.distinct(length)]

    def matrix(self, rows: int, columns: int) -> Matrix:
        return [[Fraction(self.whole()) for _ in range(columns)] for _ in range(rows)]

    def index(self, size: int) -> int:
        return self._random.randrange(size)

    def one_of(self, *choices: T) -> T:
        return self._random.choice(choices)

    def shuffled(self, *values: T) -> list[T]:
        return self._random.sample(values, len(values))


def row_code(row: Row) -> str:
    """A row as Python writes it: [1, -2]."""
    return f"[{', '.join(map(written, row))}]"


def matrix_code(matrix: Matrix) -> str:
    """A matrix as Python writes it: [[1, -2], [3, 4]]."""
    return f"[{', '.join(map(row_code, matrix))}]"
