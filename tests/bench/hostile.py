"""What hostile code costs the tutor's event loop: the longest stall, and the time from a run's limit to its verdict.

    python tests/bench/hostile.py

Every case of `tests/tutor/judge/hostile` goes through a real pool in this process, beside a task that looks at the clock
each millisecond. Goals: no stall over 20 ms, a verdict within the limit + 0.2 s. Nothing is asserted, since the machine
may have other work.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
from pathlib import Path

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)
sys.path.append(str(Path(__file__).resolve().parents[2]))

from tests.tutor.judge.hostile.cases import CASES, Case
from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.model import Lesson, Outcome

LESSON, SEED = "affine-layer", 5
LIMIT = 2.0
STALL, LATE = 20.0, 200.0  # milliseconds


class Clock:
    """Looks at the time each millisecond; `longest` is the longest that it was kept from it since `start`."""

    def __init__(self) -> None:
        self.longest = 0.0

    def start(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.longest, before = max(self.longest, 1e3 * (now - before) - 1), now


async def judged(assessor: Assessor, lesson: Lesson, case: Case, clock: Clock) -> tuple[float, float]:
    """The longest stall and the whole time, both in milliseconds, with a spare worker ready."""
    assessor.pool.warm()
    await asyncio.sleep(0.5)
    clock.start()
    began = time.perf_counter()
    await assessor.check(lesson, case.text, file="answer.py", seed=SEED)
    return clock.longest, 1e3 * (time.perf_counter() - began)


async def main() -> None:
    catalog, clock = Catalog(), Clock()
    lesson = catalog.course.lessons[LESSON]._replace(limit_seconds=LIMIT)
    async with Pool(spares=1) as pool:
        assessor = Assessor(catalog, pool)
        await assessor.references(lesson, SEED)
        gc.freeze()
        watching = asyncio.create_task(clock.watch())
        found = [(case, *await judged(assessor, lesson, case, clock)) for case in CASES]
        watching.cancel()
    ordered = sorted(found, key=lambda one: -one[1])
    for case, stall, _ in ordered[:5]:
        print(f"stall {stall:6.1f} ms  {case.name}")
    late = [(taken - 1e3 * LIMIT, case) for case, _, taken in found if case.outcome is Outcome.TIMED_OUT]
    print(f"{len(found)} cases; longest stall {ordered[0][1]:.1f} ms (goal {STALL:g})")
    print(f"{len(late)} that use up their limit; latest verdict {max(late)[0]:.0f} ms after it (goal {LATE:g})")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        tempfile.tempdir = home
        asyncio.run(main())
