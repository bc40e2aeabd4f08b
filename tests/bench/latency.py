"""From the last key to a verdict on the screen, passing or red; from a key to its echo; and what typing costs the processor.

    python tests/bench/latency.py [EDITS] [--background]

The whole app runs, on affine-layer, with real workers, its screen in memory. 95th percentiles; goals: 150 ms from the last
key to a passing verdict, of single edits and after a burst of them; a red one just after the typing pause, never before; an
echo at most 1.1 times as late with live checks as without. Hands that type evenly or unevenly, at 120 and 200 ms a key, come
last: of how many keys a check was begun, and how much of one processor the app and its workers took meanwhile. Nothing is
asserted, since the machine may have other work.

With --background the edits alone are measured, in turn without a training in the background and with one, as the machine is
not equally busy all the time.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual import events

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from tutor.course.controls import defaults
from tutor.session.background import Turned
from tutor.session.context import LearnerContext, open_learner
from tutor.storage.lock import take_lock
from tutor.storage.waiting import Waiting, save_waiting
from tutor.ui.app import GradlingsApp
from tutor.ui.screens.lesson import LessonScreen

LESSON = "affine-layer"
TRAINING = "two-layer-net"
REST = 0.5  # seconds between edits, as a learner thinks: the next worker boots meanwhile
BETWEEN_KEYS = 0.06  # seconds: fast typing
KEYS = 25
BURSTS = 10
BURST = 20  # edits
BETWEEN_EDITS = 0.05  # seconds
PACES = (0.12, 0.2)  # seconds a key
TYPED = 60  # keys of each pace
UNEVEN = 0.35  # the spread of the logarithm of a human hand's gaps
RIGHT, WRONG = "dout.sum(axis=0)", "dout.mean(axis=0)"
ROUNDS = 8  # of keys with live checks and without, in turn, as the machine is not equally busy all the time


async def until(condition: Any) -> None:
    """Look again every half millisecond: often enough to measure by, seldom enough not to be what is measured."""
    while not condition():
        await asyncio.sleep(0.0005)


class Watched(GradlingsApp):
    """Notes when it last wrote to its screen."""

    CSS_PATH = str(Path(sys.modules[GradlingsApp.__module__].__file__ or "").with_name("app.tcss"))
    drawn = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        self.drawn = time.perf_counter()


async def press(app: Watched, key: str, character: str | None) -> float:
    """Hand in one key as the driver does; seconds until its echo has been drawn."""
    before = lesson(app).editor.text
    began = time.perf_counter()
    app.post_message(events.Key(key, character))
    await until(lambda: lesson(app).editor.text != before and app.drawn > began)
    return app.drawn - began


async def to_verdict(app: Watched, digits: str, gaps: Sequence[float] = ()) -> float:
    """Type digits into a comment; seconds from the last key to the verdict on the screen. gaps: seconds after each key."""
    await asyncio.sleep(REST)
    revision = lesson(app).state.revision + len(digits)
    began = due = time.perf_counter()
    for digit, gap in zip(digits, gaps or [BETWEEN_EDITS] * len(digits), strict=True):
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        began, due = time.perf_counter(), due + gap
        app.post_message(events.Key(digit, digit))
    await until(lambda: lesson(app).state.judged == revision)
    judged = time.perf_counter()
    await until(lambda: app.drawn > judged)
    return app.drawn - began


async def echoes(app: Watched, live: bool, text: str) -> list[float]:
    """Seconds to the echo of each of some keys, typed at speed with a pause here and there, so that checks do run."""
    lesson(app).editor.replace_text(text)
    lesson(app).editor.move_cursor(lesson(app).editor.document.end)
    if lesson(app).state.live != live:
        lesson(app).action_command("live")
    await asyncio.sleep(2 * REST)
    found = []
    for number in range(KEYS):
        found.append(await press(app, "x", "x"))
        await asyncio.sleep(0.3 if number % 5 == 4 else BETWEEN_KEYS)
    return found


def lesson(app: Watched) -> LessonScreen:
    assert isinstance(app.screen, LessonScreen)
    return app.screen


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def tell(app: Watched, what: str, taken: Sequence[float]) -> None:
    pause = app.learner.settings.typing_pause_ms
    print(f"last key to verdict, {what}: median {statistics.median(taken):.0f} ms, p95 {p95(taken):.0f} ms")
    if min(taken) >= pause:
        late = [one - pause for one in taken]
        print(f"  from the end of the pause ({pause} ms): median {statistics.median(late):.0f} ms, p95 {p95(late):.0f} ms")


def hand(pace: float, even: bool) -> list[float]:
    """Seconds after each of some keys; a human hand's have a long tail."""
    drawn = random.Random(0)
    spread = 0.02 if even else UNEVEN
    return [pace * math.exp(drawn.gauss(-(spread**2) / 2, spread)) for _ in range(TYPED)]


def used() -> float:
    """Seconds of processor time, of this process and of those workers and servers of it that have ended or run."""
    ours, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    alive = sum(_seconds_of(Path("/proc") / pid) for pid in _children(os.getpid()))
    return ours.ru_utime + ours.ru_stime + ended.ru_utime + ended.ru_stime + alive


def _children(parent: int) -> list[str]:
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [pid for task in tasks for pid in task.read_text("ascii").split()]


def _seconds_of(process: Path) -> float:
    """Its own, and that of its children which have ended; 0 if it has ended itself."""
    try:
        fields = (process / "stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


async def type_on(app: Watched, pace: float, even: bool) -> None:
    """What a hand costs that types without a rest, and when it sees the verdict after its last key."""
    checked = set[int]()
    runner = lesson(app).runner
    assert runner is not None
    happen = runner.happen

    def note(event: object) -> None:
        happen(event)  # type: ignore[arg-type]
        if runner.state.checking is not None:
            checked.add(runner.state.checking)

    runner.happen = note  # type: ignore[method-assign]
    await asyncio.sleep(2 * REST)
    before, began = used(), time.perf_counter()
    late = await to_verdict(app, "7" * TYPED, hand(pace, even))
    share = (used() - before) / (time.perf_counter() - began - REST)
    runner.happen = happen  # type: ignore[method-assign]
    print(
        f"typing {'evenly' if even else 'like a hand'} at {pace * 1e3:.0f} ms a key: {len(checked) / TYPED:.0%} of the keys"
        f" checked, {share:.0%} of a processor, last key to verdict {late * 1e3:.0f} ms"
    )


async def begin(app: Watched) -> str:
    """The right answer with the cursor in a comment at its end, passed; the text."""
    await until(lambda: isinstance(app.screen, LessonScreen) and app.screen.runner and app.screen.state.verdict)
    lesson(app).editor.replace_text(app.learner.catalog.text(LESSON, "solution.py") + "\n# ")
    lesson(app).action_pane("code")
    await until(lambda: lesson(app).state.passed and lesson(app).editor.has_focus)
    lesson(app).editor.move_cursor(lesson(app).editor.document.end)
    return lesson(app).state.text


async def measure(app: Watched, edits: int) -> None:
    base = await begin(app)
    tell(app, f"{edits} edits", [await to_verdict(app, str(number % 10)) * 1e3 for number in range(edits)])
    lesson(app).editor.replace_text(base)
    lesson(app).editor.move_cursor(lesson(app).editor.document.end)
    digits = "0123456789" * (BURST // 10)
    tell(app, f"{BURSTS} bursts of {BURST} edits", [await to_verdict(app, digits) * 1e3 for _ in range(BURSTS)])
    await fail(app, base)
    tell(app, f"{edits} edits of a wrong answer", [await to_verdict(app, str(number % 10)) * 1e3 for number in range(edits)])
    rounds = [(await echoes(app, True, base), await echoes(app, False, base)) for _ in range(ROUNDS)]
    live, quiet = ([1e3 * one for pair in rounds for one in pair[side]] for side in (0, 1))
    for name, values in (("with live checks", live), ("without", quiet)):
        print(f"echo {name}, {len(values)} keys: median {statistics.median(values):.1f} ms, p95 {p95(values):.1f} ms")
    print(f"  ratio at p95 {p95(live) / p95(quiet):.2f}")
    lesson(app).editor.replace_text(base)
    lesson(app).editor.move_cursor(lesson(app).editor.document.end)
    if not lesson(app).state.live:
        lesson(app).action_command("live")
    for pace in PACES:
        for even in (True, False):
            await type_on(app, pace, even)


async def fail(app: Watched, base: str) -> None:
    """The same text, with a mistake that has a name."""
    lesson(app).editor.replace_text(base.replace(RIGHT, WRONG))
    lesson(app).editor.move_cursor(lesson(app).editor.document.end)
    await until(lambda: (verdict := lesson(app).state.verdict) and not verdict.passed)


def leave_training(learner: LearnerContext) -> None:
    """As an earlier visit leaves one, longer than any measurement."""
    plan = learner.lesson(TRAINING).lab
    assert plan is not None
    settings = {**defaults(plan), "epochs": 1000.0}
    save_waiting(learner.workspace.checkpoints, Waiting(TRAINING, learner.for_lab(TRAINING)[0], settings))


async def measure_beside(app: Watched, edits: int) -> None:
    """The same edits alone, and beside a training in the background, in turn."""
    await begin(app)
    app.background.happen(Turned())
    await until(lambda: app.background.state.facts)
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * ROUNDS):
        beside = number % 2 == 0
        if app.background.state.paused is beside:
            app.background.happen(Turned())
        await asyncio.sleep(2.0)  # what was under way is done
        taken[beside] += [await to_verdict(app, str(one % 10)) * 1e3 for one in range(max(1, edits // ROUNDS))]
    tell(app, f"{len(taken[False])} edits alone", taken[False])
    tell(app, f"{len(taken[True])} edits beside a training", taken[True])
    assert app.background.state.lesson, "the training has stopped"
    print(f"  ratio at p95 {p95(taken[True]) / p95(taken[False]):.2f}; the training said {dict(app.background.state.facts)}")


async def main(edits: int, background: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GRADLINGS_WORKSPACE": f"{folder}/work", "GRADLINGS_CONFIG": f"{folder}/settings.toml"}
        learner = open_learner()
        if background:
            leave_training(learner)
        with take_lock(learner.workspace.lock) as lease:
            app = Watched(learner, lease, lesson=LESSON)
            async with app.run_test(size=(120, 40)):
                await (measure_beside if background else measure)(app, edits)


if __name__ == "__main__":
    numbers = [argument for argument in sys.argv[1:] if argument.isdecimal()]
    asyncio.run(main(int(numbers[0]) if numbers else 50, "--background" in sys.argv))
