"""What is wrong with a lesson: place, fault, cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """`rule` names what was broken; `seed` is the draw at which it showed, None where nothing was drawn."""

    rule: str
    place: str
    fault: str
    cure: str
    seed: int | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}; {self.cure}"


def merged(flaws: Iterable[Flaw]) -> Iterator[Flaw]:
    """One flaw for each rule and place: the first seed's, and how many seeds show it."""
    groups: dict[tuple[str, str, str], list[Flaw]] = {}
    for flaw in flaws:
        key = (flaw.rule, flaw.place, "" if flaw.seed is not None else flaw.fault)
        groups.setdefault(key, []).append(flaw)
    yield from (_summary(group) for group in groups.values())


def _summary(group: list[Flaw]) -> Flaw:
    first = group[0]
    if first.seed is None:
        return first
    seeds = len({flaw.seed for flaw in group})
    more = f" and {seeds - 1} more" if seeds > 1 else ""
    return Flaw(first.rule, first.place, f"{first.fault} (seed {first.seed}{more})", first.cure, first.seed)
