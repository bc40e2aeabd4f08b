"""What outlives the screens of a visit: the judge with its warm workers, and the experiments of the labs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.course.catalog import Catalog
    from tutor.judge.assess import Assessor
    from tutor.model import Lesson
    from tutor.session.experiment import Experiment

SPARES = 2  # kept warm: one for the next check, one for that which follows if the learner types on


class Judge:
    """One assessor for every screen.

    Called, it gives the assessor as soon as its workers are there; they are started when they are first asked for.

    catalog: asked when they start.
    """

    def __init__(self, catalog: Callable[[], Catalog]) -> None:
        self._catalog = catalog
        self._starting: asyncio.Future[Assessor] | None = None

    def __call__(self) -> asyncio.Future[Assessor]:
        return asyncio.shield(self.start())  # a check that is called off must not call off everybody's workers

    def start(self) -> asyncio.Future[Assessor]:
        """Begin, or begin again where that failed."""
        if self._starting is None or (self._starting.done() and not self.assessor):
            self._starting = asyncio.ensure_future(self._start())
        return self._starting

    def expect(self, lesson: Lesson, seed: int) -> None:
        """A lesson is being opened: what its first verdict needs is begun while its screen is built."""

        def begin(_: asyncio.Future[Assessor]) -> None:
            if self.assessor:
                self.assessor.references(lesson, seed)

        self.start().add_done_callback(begin)

    @property
    def assessor(self) -> Assessor | None:
        """The assessor, if it is there already."""
        started = self._starting
        return started.result() if started and started.done() and not _has_failed(started) else None

    async def _start(self) -> Assessor:
        from tutor.judge.loading import load_verdicts
        from tutor.judge.pool import Pool
        from tutor.judge.scratch import sweep

        pool = Pool(spares=SPARES)
        pool.warm()
        asyncio.get_running_loop().run_in_executor(None, sweep)
        # NumPy takes a tenth of a second to import: in a thread, while workers come up and the first screen takes keys.
        await load_verdicts()
        from tutor.judge.assess import Assessor

        return Assessor(self._catalog(), pool)

    async def close(self) -> None:
        """End all workers, those of a start that is still under way too."""
        if self._starting:
            await asyncio.wait({self._starting})
        if self.assessor:
            await self.assessor.pool.close()


class Labs:
    """One experiment a lesson. follow: called when one has come further, waits or is over."""

    def __init__(self, judge: Callable[[], asyncio.Future[Assessor]], follow: Callable[[], object]) -> None:
        self._judge = judge
        self._follow = follow
        self._of: dict[str, Experiment] = {}

    def get(self, lesson: str) -> Experiment | None:
        return self._of.get(lesson)

    def put(self, experiment: Experiment) -> None:
        """One that waits to be started, in a lesson that has none."""
        self._of[experiment.lesson.id] = experiment

    async def start(self, experiment: Experiment) -> None:
        """Run an experiment, instead of the one that its lesson had. Raises RuntimeError if there are no workers."""
        await self.stop(experiment.lesson.id)
        self._of[experiment.lesson.id] = experiment
        experiment.follow = self._follow
        experiment.start(await self._judge())

    def running(self) -> Iterator[Experiment]:
        """Those that still draw, but for the one in the background."""
        return (experiment for experiment in self._of.values() if experiment.running and not experiment.background)

    async def leave(self, lesson: str) -> None:
        """Nobody looks at a lesson's experiment any more: one that is over or paused ends, but not in the background."""
        experiment = self._of.get(lesson)
        if experiment and not experiment.background and (experiment.paused or not experiment.running):
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


def _has_failed(task: asyncio.Future[Assessor]) -> bool:
    return task.cancelled() or task.exception() is not None
