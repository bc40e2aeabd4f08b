"""A failed gradient: yours, the numerical one and their difference, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two arrays that should agree. `worst`: indices of the elements that differ most, worst first."""

    name: str
    yours: Any
    numerical: Any
    worst: tuple[tuple[int, ...], ...] = ()


class GradientMap(Widget):
    """Three small matrices. `words` gives the titles for the keys yours, numerical and difference."""

    def __init__(
        self, comparison: Comparison | None = None, words: Mapping[str, str] | None = None, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)

    def show(self, comparison: Comparison | None) -> None:
        """Draw another comparison; None empties the widget."""
        raise NotImplementedError
