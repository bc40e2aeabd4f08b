"""Through how many files a keystroke goes to its verdict, and `gradlings check`: what a newcomer has to open to follow it.

    python tests/bench/ways.py [--list]

Counts the files of tutor/, engine/ and lessons/ in which a function runs, app and worker together: from a key to the verdict
that is painted, a named mistake with its gradient, after a warm-up; and for `gradlings check` of the same text, from its
first line to its last. Goals: 35 and 30.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import FrameType
from typing import Any

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

ROOT = Path(__file__).parents[2]
PLACES = tuple(f"{ROOT}/{name}/" for name in ("tutor", "engine", "lessons"))
LESSON, AVERAGED = "affine-layer", "dout.mean(axis=0)"
CALLED = "called: "

# Runs a worker and says on its standard error which files' functions it calls, each once after its job has come.
SHADOW = f"""
import os, runpy, sys
PLACES, seen = {PLACES!r}, set()
def called(frame, event, argument):
    code = frame.f_code
    if event != "call" or not code.co_flags & {CO_OPTIMIZED} or not code.co_filename.startswith(PLACES):
        return
    if code.co_name == "check" and code.co_filename.endswith("child/checks.py"):
        seen.clear()
    if code.co_filename not in seen:
        seen.add(code.co_filename)
        os.write(2, ({CALLED!r} + code.co_filename + "\\n").encode())
sys.setprofile(called)
program, sys.argv = sys.argv[3], sys.argv[3:]
runpy.run_path(program, run_name="__main__")
"""


class Ways:
    """Collects files while it is `open`."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.open = False
        sys.setprofile(self._called)
        threading.setprofile(self._called)

    def _called(self, frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if self.open and event == "call" and code.co_flags & CO_OPTIMIZED and code.co_filename.startswith(PLACES):
            self.files.add(code.co_filename)

    def hear(self, noise: str) -> None:
        """What a worker has said."""
        self.files |= {line.removeprefix(CALLED) for line in noise.splitlines() if line.startswith(CALLED)}


@contextlib.contextmanager
def shadowed(ways: Ways) -> Iterator[None]:
    """Workers tell which files they run through; `ways` hears of it when they end."""
    from tutor.judge import process

    kill = process.Worker.kill

    def killed(self: Any) -> None:
        if ways.open and self.listener:
            ways.hear(self.said().rpartition("/child/checks.py\n")[2])
            ways.files.add(f"{ROOT}/tutor/judge/child/checks.py")
        kill(self)

    with tempfile.TemporaryDirectory() as folder:
        shadow, python = Path(folder, "shadow.py"), Path(folder, "python")
        shadow.write_text(SHADOW, "utf-8")
        python.write_text(f'#!/bin/sh\nexec {sys.executable} {shadow} "$@"\n', "utf-8")
        python.chmod(python.stat().st_mode | stat.S_IXUSR)
        sys.executable, before = str(python), sys.executable
        setattr(process.Worker, "kill", killed)  # noqa: B010 - not for a type checker to follow
        try:
            yield
        finally:
            sys.executable = before
            setattr(process.Worker, "kill", kill)  # noqa: B010


async def keystroke(ways: Ways) -> None:
    from textual import events

    from tutor.session.context import open_learner
    from tutor.storage.lock import take_lock
    from tutor.ui.app import GradlingsApp

    learner = open_learner()
    with take_lock(learner.workspace.lock) as lease:
        app = GradlingsApp(learner, lease, lesson=LESSON)
        async with app.run_test(size=(120, 40)) as pilot:
            screen: Any = app.screen

            async def until(outcome: str) -> None:
                while not (screen.state.verdict and screen.state.verdict.outcome == outcome and not screen.state.stale):
                    await asyncio.sleep(0.02)
                await pilot.pause(0.5)

            while not hasattr(app.screen, "runner") or not app.screen.runner:
                await asyncio.sleep(0.02)
            screen = app.screen
            await pilot.press("c")
            for text in (AVERAGED, "dout.sum(axis=0)", "dout.mea(axis=0)"):  # the warm-up
                screen.editor.replace_text(answer(learner.catalog.text(LESSON, "solution.py"), text))
                await until({AVERAGED: "wrong", "dout.sum(axis=0)": "passed"}.get(text, "crashed"))
            lines = screen.editor.text.splitlines()
            row = next(number for number, line in enumerate(lines) if "dout.mea" in line)
            screen.editor.move_cursor((row, lines[row].index("(axis")))
            await pilot.pause(0.5)
            ways.open = True
            app.post_message(events.Key("n", "n"))
            await until("wrong")
            ways.open = False
            await app.action_quit()


def check(ways: Ways) -> None:
    from tutor.cli.entry import run

    file = Path(os.environ["HOME"], "answer.py")
    file.write_text(answer(Path(ROOT, "lessons", LESSON, "solution.py").read_text("utf-8"), AVERAGED), "utf-8")
    ways.open = True
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
        run(["check", LESSON, "--file", str(file)])
    ways.open = False


def answer(solution: str, db: str) -> str:
    """The model answer with another way to db."""
    return solution.replace("dout.sum(axis=0)", db)


def shown(name: str, ways: Ways, listed: bool) -> None:
    print(f"{name}: {len(ways.files)} files")
    if listed:
        print("\n".join(f"    {Path(file).relative_to(ROOT)}" for file in sorted(ways.files)))


def main(listed: bool) -> None:
    for name in ("a keystroke", "gradlings check"):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            os.environ |= {"HOME": home, "GRADLINGS_WORKSPACE": f"{home}/work", "GRADLINGS_CONFIG": f"{home}/settings.toml"}
            ways = Ways()
            with shadowed(ways):
                if name == "a keystroke":
                    asyncio.run(keystroke(ways))
                else:
                    check(ways)
            shown(name, ways, listed)


if __name__ == "__main__":
    main("--list" in sys.argv[1:])
