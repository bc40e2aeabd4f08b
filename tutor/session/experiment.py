"""A lab at work: frames granted one by one, at most ten a second; pausable; its parameters kept on disk. Headless."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from tutor.course.controls import Setting
from tutor.errors import StoreError
from tutor.judge.confinement.said import refusal
from tutor.model import End, Ending, Lesson, Message
from tutor.session.checkpoints import Kept, digest, load_checkpoint, save_checkpoint
from tutor.session.context import LearnerContext
from tutor.session.trouble import why_not_run
from tutor.storage.waiting import load_waiting

if TYPE_CHECKING:
    from engine.figures import Checkpoint
    from tutor.judge.assess import Assessor
    from tutor.judge.lab import Lab

FASTEST = 10.0  # frames a second
SEEN, UNSEEN = 0.07, 1.0  # seconds of work that a frame is worth: in the background nobody waits for the next
BRIEF = 1.0  # seconds: a run that is over sooner was a control on its way, and shares its row of the record with the next
NOTE_SECONDS = 1.0  # between two entries of a run's facts in the record

T = TypeVar("T")
Plain: TypeAlias = int | float | str | bool | None
Show = Callable[[Any], None]  # a figure, or the Ending of the lab


def unseen(_: object) -> None:
    """Where the frames of an experiment go that nobody looks at."""


def _unfollowed() -> None:
    """Nobody wants to know how far an experiment is."""


@dataclass
class Experiment:
    """One run of a lesson's lab on a text. `show` gets each figure; the run goes on while others are looked at.

    `settings` are those of the run that is resumed, else the given ones; without `resume` no earlier run is taken up. `last`
    is the newest figure or the Ending, `picture` the newest figure. `said`: the newest value of each fact by its own name;
    `reached`: the same at the last checkpoint. `hear` gets what `show` gets, and the checkpoints, whoever looks. `follow` is
    called after each: a screen that shows none of it may still say that it runs.
    """

    learner: LearnerContext
    lesson: Lesson
    text: str
    settings: dict[str, Setting]
    show: Show = unseen
    hear: Show = unseen
    follow: Callable[[], object] = _unfollowed
    background: bool = False
    resume: bool = True
    frames: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Plain] = field(default_factory=dict)
    reached: dict[str, Plain] = field(default_factory=dict)
    running: bool = False
    last: Any = None
    picture: Any = None
    checkpoint: Checkpoint | None = None
    _granting: asyncio.Event = field(default_factory=asyncio.Event)
    _changed: bool = False
    _task: asyncio.Task[None] | None = None
    _run: int | None = None
    _lab: Lab | None = None
    _assessor: Assessor | None = None
    _noted: float = 0.0
    _began: float = 0.0
    _took: float = 0.0

    def __post_init__(self) -> None:
        kept = load_checkpoint(self.checkpoint_file) if self.resume else None
        if kept is not None and kept.text == digest(self.text) and kept.settings.keys() == self.settings.keys():
            self.checkpoint, self.settings = kept.checkpoint, dict(kept.settings)

    def start(self, assessor: Assessor) -> None:
        """Begin, in the background of the running event loop."""
        self._granting.set()
        self.running = True
        self._assessor = assessor
        self._task = asyncio.create_task(self._go(assessor))

    @property
    def paused(self) -> bool:
        """Whether frames are withheld from a run that is not over."""
        return self.running and not self._granting.is_set()

    def pause(self, on: bool) -> None:
        """Withhold frames, or grant them again."""
        if on:
            self._granting.clear()
        elif self.running:
            self._granting.set()
        self.follow()

    def go_back(self) -> None:
        """Into the background: on with it, while everything else comes first. There is no way to the front again."""
        self.background = True
        self.pause(False)
        if self._lab:
            self._lab.give_way()

    def turn(self, name: str, value: Setting) -> None:
        """Move a control; the experiment starts anew with it."""
        self.settings[name] = value
        self.restart()

    def restart(self) -> None:
        """Begin again, without what an earlier run has reached."""
        self.frames = 0
        self.said, self.reached = {}, {}
        if self._task and self._task.done() and self._assessor:  # it was over, and its process has been let go
            self.checkpoint = None
            self.start(self._assessor)
            return
        if not self.running:  # it was over, and waited for this
            self._begin_again()
        self._changed = self.running = True
        self._granting.set()

    async def stop(self) -> None:
        """End the run and its process."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _go(self, assessor: Assessor) -> None:
        assert self.lesson.lab is not None
        self._begin()
        try:
            mine = self.learner.mine(self.lesson, self.text)
            job = assessor.lab_job(self.lesson, self.text, self.learner.lab_file(self.lesson.id), mine, self.settings)
            job["checkpoint"] = self.checkpoint
            async with assessor.pool.lab(job, self.lesson.lab) as self._lab:
                if self.background:
                    self._lab.give_way()
                await self._grant(self._lab)
        except Exception as trouble:  # noqa: BLE001 - said, whatever it is: it would seem to run for ever
            self._granting.clear()
            self._tell(Ending(End.BROKEN, facts={"trouble": why_not_run(trouble)}))
        finally:
            self.running = False
            self._lab = None
            self._recorded(self._end)
            self.follow()

    async def _grant(self, lab: Lab) -> None:
        """Ask for frame after frame, as fast as the plan says; a lab that is over or paused is asked for none."""
        from engine.figures import Checkpoint

        due = 0.0
        while True:
            await asyncio.sleep(due - time.perf_counter())
            await self._granting.wait()
            now = time.perf_counter()
            changed, self._changed = self._changed, False
            unseen_work = self.background and self.show is unseen
            answer = await lab.next(self.settings if changed else None, UNSEEN if unseen_work else SEEN)
            await self._take(answer)
            if not isinstance(answer, Checkpoint):  # which nobody sees, and so nobody waits for
                due = (due if now < due + self._period else now) + self._period  # a late frame does not hurry the next

    @property
    def _period(self) -> float:
        """Seconds from one frame to the next."""
        assert self.lesson.lab is not None
        return 1 / min(FASTEST, self.lesson.lab.pace)

    async def _take(self, answer: object) -> None:
        from engine.figures import Checkpoint

        if isinstance(answer, Checkpoint):
            await self._keep(answer)
            return
        if isinstance(answer, Ending):
            self._took = time.monotonic() - self._began
            if not self._changed:  # a lab that is over waits for a control to be moved
                self._granting.clear()
                self.running = False
            else:
                self._begin_again()
        else:
            self.frames += 1
            self.picture = answer
            notes = notes_of(answer)
            self.facts |= notes
            self.said |= {name.partition(".")[2]: value for name, value in notes.items()}
            if time.monotonic() - self._noted >= NOTE_SECONDS:
                self._recorded(self._note)
        self._tell(answer)

    def _tell(self, answer: object) -> None:
        self.last = answer
        self.hear(answer)  # first, for it may be in the background no more
        self.show(answer)
        self.follow()

    async def _keep(self, checkpoint: Checkpoint) -> None:
        """A run that waits in the background has its checkpoint to itself."""
        waiting = load_waiting(self.learner.workspace.checkpoints)
        if self.background or waiting is None or waiting.lesson != self.lesson.id:
            await asyncio.to_thread(
                save_checkpoint, self.checkpoint_file, Kept(checkpoint, self.settings, digest(self.text))
            )
            self.reached = dict(self.said)
            self.hear(checkpoint)

    def _begin(self) -> None:
        """A row of the record for the run that begins."""
        numbers = {name: value for name, value in self.settings.items() if not isinstance(value, str)}
        self.facts, self._began = {}, time.monotonic()
        self._run = self._recorded(lambda: self.learner.store.start_lab(self.learner.key(self.lesson.id), numbers))

    def _begin_again(self) -> None:
        """What is over keeps what it has stated: the next run gets a row of its own."""
        if self._took >= BRIEF:
            self._recorded(self._end)
            self._begin()
        self._began = time.monotonic()

    def _end(self) -> None:
        self._note()
        if self._run is not None:
            self.learner.store.end_lab(self._run)

    def _note(self) -> None:
        self._noted = time.monotonic()
        if self._run is not None:
            self.learner.store.note_frame(self._run, self.facts)

    @property
    def checkpoint_file(self) -> Path:
        return self.learner.workspace.checkpoints / f"{self.lesson.id}.npz"

    def _recorded(self, write: Callable[[], T]) -> T | None:
        if not self.learner.writable:
            return None
        try:
            return write()
        except StoreError:
            return None  # a run whose record cannot be kept is still worth watching


def whose(learner: LearnerContext, lesson: Lesson) -> list[Message]:
    """Whose code runs: the lesson's own, and under each owner the names that it builds on."""
    names: dict[str, list[str]] = {}
    for name, owner in learner.owners(lesson).items():
        names.setdefault(owner, []).append(name)
    first = Message("lab.yours" if learner.for_lab(lesson.id)[1] else "lab.model")
    return [first, *(Message(f"owner.{owner}", {"names": ", ".join(found)}) for owner, found in names.items())]


def stopped(ending: Ending) -> Message | None:
    """What to say of an experiment that did not end by itself; None if there is nothing to say."""
    if ending.how is End.DONE:
        return None
    if "trouble" in ending.facts:
        return Message("lab.stopped", {"why": ending.facts["trouble"]})
    crash = ending.crash
    if crash and crash.type and (said := refusal(crash.text)):
        return Message("lab.stopped", {"why": said})
    if crash and crash.type == "MemoryError" and not crash.text:
        return Message("lab.stopped", {"why": Message("run.memory")})
    if crash and crash.type:
        return Message("lab.raised" if crash.text else "lab.raised.bare", {"type": crash.type, "text": crash.text})
    line = {"line": crash.place.line} if crash and crash.place else {}
    key = f"run.{ending.how}-at" if line and ending.how is End.OVER_BUDGET else f"run.{ending.how}"
    return Message("lab.stopped", {"why": Message(key, {**ending.facts, **line})})


def notes_of(figure: object) -> dict[str, Plain]:
    """The facts that a frame states in words: what is remembered of a run."""
    from engine.figures import Board, Note

    if isinstance(figure, Note):
        return {f"{figure.key}.{name}": _plain(value) for name, value in figure.facts.items()}
    if isinstance(figure, Board):
        return {name: value for part in figure.figures for name, value in notes_of(part).items()}
    return {}


def _plain(value: object) -> Plain:
    return value if isinstance(value, int | float | str | bool | None) else str(value)
