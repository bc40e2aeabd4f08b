"""The experiments of a visit: they outlive the screens that show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.session.experiment import Experiment
    from tutor.session.runner import Judge


class Labs:
    """One experiment a lesson."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._of: dict[str, Experiment] = {}

    def get(self, lesson: str) -> Experiment | None:
        return self._of.get(lesson)

    async def start(self, experiment: Experiment) -> None:
        """Run an experiment, instead of the one that its lesson had. Raises RuntimeError if there are no workers."""
        await self.stop(experiment.lesson.id)
        self._of[experiment.lesson.id] = experiment
        experiment.start(await self._judge())

    def running(self) -> Iterator[Experiment]:
        """Those that still draw."""
        return (experiment for experiment in self._of.values() if experiment.running)

    async def leave(self, lesson: str) -> None:
        """Nobody looks at a lesson's experiment any more: one that is over or paused ends, one that runs goes on."""
        experiment = self._of.get(lesson)
        if experiment and (experiment.paused or not experiment.running):
            await self.stop(lesson)

    async def stop(self, lesson: str) -> None:
        """End a lesson's experiment and its process."""
        experiment = self._of.pop(lesson, None)
        if experiment:
            await experiment.stop()

    async def close(self) -> None:
        """End them all."""
        for lesson in tuple(self._of):
            await self.stop(lesson)
