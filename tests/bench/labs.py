"""How many frames a second each lab of the course reaches, and how soon its worker is gone once it is stopped.

    python tests/bench/labs.py [LESSON ...]

Every experiment of every lab runs on its model answer, with the controls where they begin, in a confined worker and at the
tutor's own pace; each frame is drawn for a wide screen. Goals: ten frames a second, or the lab's own slower pace, of those
with more than a still picture; no worker left 100 ms after the stop. What is said before the first picture, such as that
digits are being read, is no frame. Nothing is asserted, since the machine may have other work.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from engine.figures import Note
from tutor.course.controls import VIEW, Settings, defaults, view_of
from tutor.course.digits import sample
from tutor.figures_text.drawing import Room
from tutor.figures_text.painter import draw
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.model import End, Ending, LabPlan, Lesson
from tutor.session.context import LearnerContext, open_learner
from tutor.session.experiment import FASTEST, Experiment

SECONDS = 4.0  # to watch each, from its first picture
PATIENCE = 20.0  # seconds for the first picture
ROOM = Room(76, 24)  # beside the code in a terminal of 160 columns
NEAR = 0.95  # of the pace: a frame that falls just outside the time watched is none that is missing
STOP_MS = 100.0
SLOWER = {"two-layer-net-numerical": "one frame a gradient, 1,220 losses each: what the lesson is about"}


@dataclass
class Watched:
    """What was seen of one run: when each picture had been drawn, and how it ended if it did."""

    words: dict[str, str]
    began: float = field(default_factory=time.perf_counter)
    drawn: list[float] = field(default_factory=list)
    ending: Ending | None = None
    stop_ms: float = 0.0

    def show(self, answer: Any) -> None:
        if isinstance(answer, Ending):
            self.ending = answer
            return
        draw(answer, ROOM, self.words)
        if self.drawn or not isinstance(answer, Note):
            self.drawn.append(time.perf_counter())

    @property
    def rate(self) -> float:
        """Frames a second, from the first to the last."""
        return (len(self.drawn) - 1) / (self.drawn[-1] - self.drawn[0])

    @property
    def longest_ms(self) -> float:
        """The longest that anyone waited for the next frame."""
        return 1e3 * max(late - early for early, late in pairwise(self.drawn))


class Workers(Pool):
    """Says when no worker is left."""

    async def none_left(self) -> None:
        while self.living:
            await asyncio.sleep(0.0005)


def views(plan: LabPlan) -> Iterator[Settings]:
    """The controls where they begin, for each of the experiments that a lab has; on a sheet, a seven."""
    drawn = {plan.sheet.name: str(sample(7))} if plan.sheet else {}
    start = {**defaults(plan), **drawn}
    choices = next((control.choices for control in plan.controls if control.name == VIEW), ())
    yield from ({**start, VIEW: float(number)} for number in range(len(choices)))
    if not choices:
        yield start


async def watch(learner: LearnerContext, lesson: Lesson, settings: Settings, workers: Workers) -> Watched:
    """Run a lab for a while, then stop it as the tutor does."""
    seen = Watched(dict(learner.catalog.prose(lesson.id, "en").labels))
    text = learner.catalog.text(lesson.id, "solution.py") if lesson.kind != "quiz" else ""
    experiment = Experiment(learner, lesson, text, dict(settings), seen.show, resume=False)
    experiment.start(Assessor(learner.catalog, workers))
    await until(lambda: seen.drawn or seen.ending, PATIENCE)
    await until(lambda: seen.ending, SECONDS)
    began = time.perf_counter()
    await experiment.stop()
    await workers.none_left()
    seen.stop_ms = 1e3 * (time.perf_counter() - began)
    return seen


async def until(condition: Any, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while not condition() and time.perf_counter() < end:
        await asyncio.sleep(0.005)


def told(seen: Watched, pace: float) -> tuple[str, bool]:
    """One line on a run; whether it is as it should be."""
    if seen.ending and seen.ending.how is not End.DONE:
        return f"ended by itself: {seen.ending.how}", False
    if not seen.drawn:
        return "no picture", False
    first = f"first picture after {1e3 * (seen.drawn[0] - seen.began):4.0f} ms"
    if len(seen.drawn) == 1:
        return f"{first}, a still one" if seen.ending else f"{first}, then none", seen.ending is not None
    words = f"{first}, then {seen.rate:4.1f} a second, {seen.longest_ms:.0f} ms at most between two"
    over = f", over after {len(seen.drawn)}" if seen.ending else ""
    return words + over, seen.rate >= NEAR * pace


async def measure(learner: LearnerContext, lessons: list[str]) -> tuple[list[str], float]:
    """Print a line for each experiment; those that miss their pace without a reason, and the longest that a stop took."""
    slow, stops = [], [0.0]
    async with Workers(spares=0) as workers:
        for lesson in map(learner.lesson, lessons):
            assert lesson.lab is not None
            for settings in views(lesson.lab):
                name = f"{lesson.id} {view_of(lesson.lab, settings)}".strip()
                seen = await watch(learner, lesson, settings, workers)
                words, well = told(seen, min(FASTEST, lesson.lab.pace))
                stops.append(seen.stop_ms)
                slow += [] if well or lesson.id in SLOWER else [name]
                reason = "" if well else f" ({SLOWER[lesson.id]})" if lesson.id in SLOWER else " <- too slow"
                print(f"{name:24} {words}{reason}; gone {seen.stop_ms:.0f} ms after the stop", flush=True)
    return slow, max(stops)


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "GRADLINGS_WORKSPACE": f"{folder}/work", "GRADLINGS_CONFIG": f"{folder}/settings.toml"}
        learner = open_learner(environ=environ)
        lessons = wanted or [name for name, lesson in learner.catalog.course.lessons.items() if lesson.lab]
        slow, longest = asyncio.run(measure(learner, lessons))
        learner.store.close()
    print(f"below their pace: {', '.join(slow) or 'none'}; longest stop {longest:.0f} ms (goal {STOP_MS:g} ms)")


if __name__ == "__main__":
    main(sys.argv[1:])
