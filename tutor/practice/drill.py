"""A drill: exercises from easy to hard, each new, checked at once; the difficulty follows success."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count, cycle
from random import Random
from typing import NamedTuple

from tutor.practice import gradients, graphs, shapes
from tutor.practice.answers import can_be_read, is_right
from tutor.practice.exercise import DrillKind, Exercise
from tutor.practice.numbers import Numbers
from tutor.storage.records import DrillAnswer

Maker = Callable[[Numbers], Exercise]

LEVELS: Mapping[DrillKind, tuple[tuple[Maker, ...], ...]] = {
    DrillKind.SHAPES: shapes.LEVELS,
    DrillKind.GRAPHS: graphs.LEVELS,
    DrillKind.GRADIENTS: gradients.LEVELS,
}
HARDEST = 5
RISING = 2  # right answers one after another, after which the next level comes
PATIENCE = 20  # draws before the numbers may go farther


class Standing(NamedTuple):
    """How hard the exercises of a kind are now, and how many right answers led up to the next level so far."""

    level: int = 1
    right: int = 0

    def after(self, right: bool) -> Standing:
        """Two right answers in a row lead one level up, a wrong one leads one down. From the hardest there is no way up."""
        if not right:
            return Standing(max(1, self.level - 1))
        if self.level == HARDEST:
            return Standing(HARDEST)
        return Standing(self.level, self.right + 1) if self.right + 1 < RISING else Standing(self.level + 1)


def standings(answers: Iterable[DrillAnswer]) -> dict[DrillKind, Standing]:
    """Where earlier answers, the oldest first, have led; a kind begins anew at the level that it reached."""
    found: dict[DrillKind, Standing] = {}
    for answer in answers:
        if answer.kind in tuple(DrillKind):
            kind = DrillKind(answer.kind)
            found[kind] = Standing(min(HARDEST, max(1, answer.level)), found.get(kind, Standing()).right).after(
                answer.correct
            )
    return {kind: Standing(standing.level) for kind, standing in found.items()}


def wanted(exercise: Exercise) -> str:
    """What an answer has to look like: "shape", "shape-or-error" or "number"."""
    if exercise.kind is not DrillKind.SHAPES:
        return "number"
    return "shape-or-error" if exercise.form == "broadcast" else "shape"


class Drill:
    """One session. `streak`: right answers in a row. No exercise comes twice, and no answer twice in a row."""

    def __init__(
        self, kinds: Iterable[DrillKind], random: Random, start: Mapping[DrillKind, Standing] | None = None
    ) -> None:
        self._kinds = tuple(kinds)
        self._turn = cycle(self._kinds)
        self._random = random
        self._standing = {kind: (start or {}).get(kind, Standing()) for kind in self._kinds}
        self._seen: set[tuple[object, ...]] = set()
        self.streak = self.right = self.answered = 0
        self.exercise = self._draw()

    def level(self, kind: DrillKind) -> int:
        return self._standing[kind].level

    def readable(self, text: str) -> bool:
        """Whether a text can be an answer to the present exercise at all."""
        return can_be_read(text, self.exercise.answer)

    def answer(self, text: str) -> bool:
        """Take an answer to the present exercise; whether it is right."""
        right = is_right(text, self.exercise.answer)
        kind = self.exercise.kind
        self._standing[kind] = self._standing[kind].after(right)
        self.streak = self.streak + 1 if right else 0
        self.right += right
        self.answered += 1
        return right

    def go_on(self) -> Exercise:
        """The next exercise."""
        self.exercise = self._draw(self.exercise.answer)
        return self.exercise

    def _draw(self, last: str = "") -> Exercise:
        kind = next(self._turn)
        level = self._standing[kind].level
        found = next(made for made in self._made(kind, level) if self._is_new(made, last))
        self._seen.add(found.question)
        return found._replace(level=level)

    def _made(self, kind: DrillKind, level: int) -> Iterable[Exercise]:
        makers = LEVELS[kind][level - 1]
        for attempt in count():
            yield self._random.choice(makers)(Numbers(self._random, attempt // PATIENCE))

    def _is_new(self, made: Exercise, last: str) -> bool:
        """One that no wrong way solves, either."""
        return made.question not in self._seen and made.answer != last and made.answer not in made.lures
