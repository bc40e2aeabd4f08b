"""From the last key to the verdict on the screen, of one edit and of a burst of them, and from a key to its echo.

    python tests/bench/latency.py [EDITS] [--background]

The whole app runs, on affine-layer, with real workers, its screen in memory. 95th percentiles; goals: 300 ms with the
typing pause and 100 ms from its end; after a burst 150 ms from the end of the pause; an echo at most 1.2 times as late with
live checks as without. Nothing is asserted, since the machine may have other work.

With --background the edits alone are measured, in turn without a training in the background and with one, as the machine is
not equally busy all the time.
"""

from __future__ import annotations

import asyncio
import os
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


async def to_verdict(app: Watched, digits: str) -> float:
    """Type digits into a comment, at one pace; seconds from the last key to the verdict on the screen."""
    await asyncio.sleep(REST)
    revision = lesson(app).state.revision + len(digits)
    began = due = time.perf_counter()
    for digit in digits:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        began, due = time.perf_counter(), due + BETWEEN_EDITS
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
    late = [one - pause for one in taken]
    print(f"last key to verdict, {what}: median {statistics.median(taken):.0f} ms, p95 {p95(taken):.0f} ms")
    print(f"  from the end of the pause ({pause} ms): median {statistics.median(late):.0f} ms, p95 {p95(late):.0f} ms")


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
    rounds = [(await echoes(app, True, base), await echoes(app, False, base)) for _ in range(ROUNDS)]
    live, quiet = ([1e3 * one for pair in rounds for one in pair[side]] for side in (0, 1))
    for name, values in (("with live checks", live), ("without", quiet)):
        print(f"echo {name}, {len(values)} keys: median {statistics.median(values):.1f} ms, p95 {p95(values):.1f} ms")
    print(f"  ratio at p95 {p95(live) / p95(quiet):.2f}")


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
