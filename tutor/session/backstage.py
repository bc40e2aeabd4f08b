"""Carries out what `tutor.session.background` decides: the experiment behind the one training in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from tutor.course.controls import Setting, defaults
from tutor.model import Ending, LabPlan, Message
from tutor.session.background import (
    Answered,
    Ask,
    Background,
    Effect,
    End,
    Ended,
    Event,
    Forget,
    Found,
    Keep,
    Kept,
    Pause,
    Progressed,
    Release,
    Resume,
    Sent,
    Take,
    Tell,
    step,
)
from tutor.session.context import LearnerContext
from tutor.session.experiment import Experiment, stopped, unseen
from tutor.session.trouble import TROUBLE, why_not_run
from tutor.storage.waiting import Waiting, forget_waiting, load_waiting, save_waiting


class Labs(Protocol):
    """Where experiments are, whoever looks at them."""

    def get(self, lesson: str) -> Experiment | None: ...

    def put(self, experiment: Experiment) -> None: ...

    async def start(self, experiment: Experiment) -> None: ...

    async def stop(self, lesson: str) -> None: ...


class Face(Protocol):
    """Who says it."""

    def tell(self, said: Tell) -> None: ...

    def ask(self, lesson: str, answer: Callable[[bool], None]) -> None:
        """Whether another may take the place of this lesson's lab."""

    def show(self, state: Background) -> None: ...


class Backstage:
    """`state` is what there is to see. Use inside one event loop; `labs` ends the experiments with the visit."""

    def __init__(self, learner: Callable[[], LearnerContext], labs: Labs, face: Face) -> None:
        self.state = Background(writable=learner().writable)
        self._learner = learner
        self._labs = labs
        self._face = face
        self._experiment: Experiment | None = None
        self._turn = asyncio.Lock()  # what ends one process comes before what starts the next
        self._tasks: set[asyncio.Task[None]] = set()

    def find(self) -> None:
        """What an earlier visit has left, if this one may write; where it cannot go on any more it is forgotten."""
        learner = self._learner()
        waiting = load_waiting(learner.workspace.checkpoints) if learner.writable else None
        if waiting is None:
            return
        if not _can_go_on(learner, waiting):
            forget_waiting(learner.workspace.checkpoints)
            return
        self._experiment = _experiment_of(learner, waiting)
        self._experiment.hear = partial(self._hear, self._experiment)
        self._labs.put(self._experiment)
        self.happen(Found(waiting.lesson, self._experiment.reached))

    def send(self, lesson: str) -> None:
        """The lab of a lesson is to go to the background."""
        there = self._labs.get(lesson)
        self.happen(Sent(lesson, over=bool(there and there.frames and not there.running and not there.background)))

    def happen(self, event: Event) -> None:
        """Decide, and carry it out."""
        self.state, effects = step(self.state, event)
        for effect in effects:
            self._carry_out(effect)
        self._face.show(self.state)

    async def settle(self) -> None:
        """Wait until all that was begun is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Take(lesson):
                self._take(lesson)
            case Resume() if self._experiment:
                self._later(self._start(self._experiment))
            case Pause(on=on) if self._experiment:
                self._experiment.pause(on)
            case End(lesson):
                self._later(self._end(lesson))
            case Release() if self._experiment:
                self._release(self._experiment)
            case Keep(lesson) if self._experiment:
                one = self._experiment
                save_waiting(self._folder, Waiting(lesson, one.text, one.settings, one.reached))
            case Forget():
                forget_waiting(self._folder)
            case Ask(lesson):
                self._face.ask(lesson, lambda yes: self.happen(Answered(yes)))
            case Tell():
                self._face.tell(effect)

    @property
    def _folder(self) -> Path:
        return self._learner().workspace.checkpoints

    def _take(self, lesson: str) -> None:
        """The one that runs goes on as it is; where none does, one begins, or goes on from its last checkpoint."""
        there = self._labs.get(lesson)
        try:
            self._experiment = there if there and there.running else self._new(lesson)
        except TROUBLE as trouble:
            self._experiment = None
            self._later(self._give_up(why_not_run(trouble)))
            return
        self._experiment.hear = partial(self._hear, self._experiment)
        self._experiment.go_back()
        if self._experiment is not there:
            self._later(self._start(self._experiment))

    def _new(self, lesson: str) -> Experiment:
        learner = self._learner()
        facts = learner.lesson(lesson)
        assert facts.lab is not None
        return Experiment(learner, facts, learner.for_lab(lesson)[0], defaults(facts.lab))

    async def _give_up(self, why: Message) -> None:
        self.happen(Ended(why))

    async def _start(self, experiment: Experiment) -> None:
        experiment.background = True
        try:
            await self._labs.start(experiment)
        except TROUBLE as trouble:
            if experiment is self._experiment:
                self.happen(Ended(why_not_run(trouble)))
        if self.state.paused and experiment is self._experiment:  # while its process came up
            experiment.pause(True)

    async def _end(self, lesson: str) -> None:
        await self._labs.stop(lesson)

    def _release(self, experiment: Experiment) -> None:
        experiment.background, experiment.hear = False, unseen
        self._experiment = None
        self._later(experiment.stop())

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        """One after another."""
        task = asyncio.create_task(self._in_turn(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, work: Coroutine[Any, Any, None]) -> None:
        async with self._turn:
            await work

    def _hear(self, experiment: Experiment, answer: object) -> None:
        """One that another has taken the place of may go on for a moment, until its turn to be ended."""
        from engine.figures import Checkpoint

        if experiment is not self._experiment:
            return
        if isinstance(answer, Checkpoint):
            self.happen(Kept())
        elif isinstance(answer, Ending):
            self.happen(Ended(stopped(answer)))
        else:
            self.happen(Progressed(dict(experiment.said)))


def _can_go_on(learner: LearnerContext, waiting: Waiting) -> bool:
    """Whether the lesson, its lab and its controls are still there."""
    lessons = learner.catalog.course.lessons
    plan: LabPlan | None = lessons[waiting.lesson].lab if waiting.lesson in lessons else None
    if plan is None or not plan.background:
        return False
    wanted: dict[str, Setting] = defaults(plan)
    kinds = {name: str if isinstance(value, str) else float for name, value in wanted.items()}
    return waiting.settings.keys() == wanted.keys() and all(
        isinstance(value, kinds[name]) for name, value in waiting.settings.items()
    )


def _experiment_of(learner: LearnerContext, waiting: Waiting) -> Experiment:
    """The experiment as its last checkpoint has it; from the beginning where that is of another run, or there is none."""
    settings = dict(waiting.settings)
    one = Experiment(learner, learner.lesson(waiting.lesson), waiting.text, settings, background=True)
    if one.settings != waiting.settings:
        one.checkpoint, one.settings = None, dict(waiting.settings)
    if one.checkpoint is not None:
        one.reached = dict(waiting.facts)
        one.said = dict(waiting.facts)
    return one
