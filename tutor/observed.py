"""How an observation is named. Apart from the rest of the model, since a worker needs nothing else of it."""

from __future__ import annotations

from typing import NamedTuple


class ObservationName(NamedTuple):
    """Which value an observation is: `N=3/dW/slopes`, as it is written, is what is looked at of a variable in a case.

    A case may have parts of its own: `net/predict` is the call of `predict` in the case `net`.
    """

    case: str
    variable: str
    what: str

    @classmethod
    def parse(cls, text: str) -> ObservationName:
        """Raises ValueError for a text that has fewer than three parts."""
        case, variable, what = text.rsplit("/", 2)
        return cls(case, variable, what)

    def __str__(self) -> str:
        return "/".join(self)

    @property
    def parts(self) -> tuple[str, ...]:
        """Those of the case, the variable and what."""
        return (*self.case.split("/"), self.variable, self.what)

    @property
    def root(self) -> str:
        """The case without its parts."""
        return self.parts[0]
