"""Kills the tutor while somebody types, and its commands while they run, and counts what is lost.

    PYTHONPATH=. python tests/bench/kills.py [KILLS [SEED]]

KILLS of the full-screen tutor in a real terminal, half of them while keys come without a pause and half while they come in
bursts, some just as the typing pause ends; then as many of `check`, `history`, `history --restore`, `reset` and `list`. Each
at a random moment. Goal: 0 of everything that is counted. Exit status 1 if there is anything.

A character is lost if it was in the terminal for a second before the kill and is afterwards neither in the lesson's file nor
in what the next start offers. `offered` is no fault: how often the file alone did not have it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import signal
import sqlite3
import string
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from tutor.session.context import LearnerContext, open_learner
from tutor.storage.lock import take_lock

ROOT = Path(__file__).parents[2]
LESSON = "and-gate"
PLACE = "0.0"  # what the stub has selected when its code is entered: the first key replaces it
KEPT_SECONDS = 1.0
START_SECONDS = 60.0
COMMAND = [sys.executable, "-m", "tutor.cli"]
COUNTED = ("characters lost", "texts garbled", "records damaged", "locks stuck")


class Terminal:
    """A pseudo-terminal with the tutor in it; what it draws is read and forgotten."""

    def __init__(self, environ: dict[str, str], rows: int, columns: int) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.tutor = subprocess.Popen(
            COMMAND, env=environ, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def read(self, seconds: float) -> bytes:
        """What comes within a time."""
        ready, _, _ = select.select([self._ours], [], [], max(0.0, seconds))
        return os.read(self._ours, 1 << 16) if ready else b""

    def until(self, wanted: bytes) -> None:
        seen, deadline = b"", time.monotonic() + START_SECONDS
        while wanted not in seen:
            assert time.monotonic() < deadline, f"never seen: {wanted!r}"
            seen += self.read(0.1)

    def rest(self, seconds: float) -> None:
        """Wait, and go on reading: a tutor whose terminal is full stands still."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)

    def press(self, key: str) -> None:
        os.write(self._ours, key.encode())

    def kill(self) -> None:
        self.tutor.send_signal(signal.SIGKILL)
        self.tutor.wait()
        os.close(self._ours)


def surroundings(home: Path) -> dict[str, str]:
    """An environment in which nothing of the caller's is touched."""
    own = {"HOME": home, "GRADLINGS_WORKSPACE": home / "work", "GRADLINGS_CONFIG": home / "settings.toml"}
    return os.environ | {name: str(value) for name, value in own.items()} | {"LANG": "C.UTF-8", "TERM": "xterm-256color"}


def steadily(chance: random.Random) -> Iterator[float]:
    """Seconds between keys, none as long as the typing pause."""
    while True:
        yield chance.uniform(0.03, 0.15)


def in_bursts(chance: random.Random) -> Iterator[float]:
    """Bursts, then a rest: about as long as the typing pause, or well above it."""
    while True:
        for _ in range(chance.randint(2, 12)):
            yield chance.uniform(0.02, 0.12)
        yield chance.choice((chance.uniform(0.16, 0.22), chance.uniform(0.2, 0.6)))


def type_and_kill(home: Path, rests: Iterator[float], chance: random.Random) -> tuple[str, int]:
    """What was typed, and how many of its characters had been there for long enough."""
    rows, columns = chance.choice(((24, 80), (46, 150)))
    terminal = Terminal(surroundings(home), rows, columns)
    terminal.until(b"forward")
    terminal.press("c")
    terminal.until(b"Esc")
    typed, times = "", list[float]()
    end = time.monotonic() + chance.uniform(0.5, 6.0)
    while (now := time.monotonic()) < end:
        key = chance.choice(string.ascii_lowercase)
        terminal.press(key)
        typed, times = typed + key, [*times, now]
        terminal.rest(min(next(rests), end - now))
    killed = time.monotonic()
    terminal.kill()
    return typed, sum(at < killed - KEPT_SECONDS for at in times)


def filled_in(stub: str, text: str) -> str | None:
    """What a text has in the place of the stub's number; None if it differs elsewhere."""
    head, tail = stub.split(PLACE, 1)
    if not (text.startswith(head) and text.endswith(tail)) or len(text) < len(head) + len(tail):
        return None
    return text[len(head) : len(text) - len(tail)].replace(PLACE, "")


def damaged(learner: LearnerContext) -> bool:
    """Whether SQLite finds fault with the record, or a start has had to set one aside."""
    if any(learner.workspace.database.parent.glob("progress-damaged-*")):
        return True
    with closing(sqlite3.connect(learner.workspace.database)) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone() != ("ok",))


def stuck(learner: LearnerContext) -> bool:
    with take_lock(learner.workspace.lock) as lease:
        return not lease.held


def tally(learner: LearnerContext) -> Counter[str]:
    return Counter({"records damaged": int(damaged(learner)), "locks stuck": int(stuck(learner))})


def kill_tutor(pace: Callable[[random.Random], Iterator[float]], chance: random.Random) -> Counter[str]:
    """One visit of a newcomer, and what is left of it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "settings.toml").write_text('language = "en"\n', "utf-8")
        typed, due = type_and_kill(home, pace(chance), chance)
        learner = open_learner(environ=surroundings(home))
        found = tally(learner)
        opened = learner.open_lesson(LESSON)
        stub = learner.catalog.text(LESSON, "stub.py")
        texts = [opened.text, *([opened.draft.text] if opened.draft else [])]
        there = [filled_in(stub, text) for text in texts]
        found["texts garbled"] += sum(text is None or not typed.startswith(text) for text in there)
        in_file, best = len(there[0] or ""), max(len(text or "") for text in there)
        found["characters lost"] += max(0, due - best)
        found["offered"] += in_file < due <= best
        learner.store.close()
        return found


def kill_command(environ: dict[str, str], arguments: list[str], seconds: float) -> bool:
    """Whether it was still running."""
    command = subprocess.Popen(
        [*COMMAND, *arguments], env=environ, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        command.wait(seconds)
    except subprocess.TimeoutExpired:
        command.kill()
        return command.wait() == -signal.SIGKILL
    return False


def kill_commands(kills: int, chance: random.Random) -> Counter[str]:
    """All on one workspace, so that what one kill leaves is what the next command finds."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        environ = surroundings(Path(folder))
        subprocess.run([*COMMAND, "check", LESSON], env=environ, cwd=ROOT, capture_output=True, check=False)
        while found["kills"] < kills:
            found += kill_one_command(environ, f"# a text, {chance.random()}\n", chance)
    return found


def kill_one_command(environ: dict[str, str], text: str, chance: random.Random) -> Counter[str]:
    """The learner's text is in the file or the history afterwards, and the file is one of those that were ever whole."""
    learner = open_learner(environ=environ)
    path, key = learner.path_of(LESSON), learner.key(LESSON)
    path.write_text(text, "utf-8")
    kept = learner.store.history(key, limit=None)
    known = {text, learner.catalog.text(LESSON, "stub.py"), *(saved.text for saved in kept)}
    restore = ["history", LESSON, "--restore", str(chance.choice(kept).id)]
    commands = (["check", LESSON], ["history", LESSON], restore, ["reset", LESSON], ["list"])
    learner.store.close()
    killed = kill_command(environ, chance.choice(commands), chance.uniform(0.05, 1.2))
    learner = open_learner(environ=environ)
    found, now = tally(learner), path.read_text("utf-8")
    found["kills"] += killed
    history = {saved.text for saved in learner.store.history(key, limit=None)}
    found["characters lost"] += 0 if text in {now, *history} else len(text)
    found["texts garbled"] += now not in known
    learner.store.close()
    return found


def report(what: str, kills: int, found: Counter[str]) -> None:
    counts = ", ".join(f"{found[name]} {name}" for name in COUNTED)
    print(f"{kills:>4} kills, {what:<22} {counts}; offered {found['offered']}", flush=True)


def main(kills: int = 300, seed: int = 1) -> int:
    chance = random.Random(seed)
    total: Counter[str] = Counter()
    for what, pace in (("typing without a pause", steadily), ("typing in bursts", in_bursts)):
        found = sum((kill_tutor(pace, chance) for _ in range(kills // 2)), Counter[str]())
        report(what, kills // 2, found)
        total += found
    found = kill_commands(kills, chance)
    report("commands", kills, found)
    total += found
    return int(any(total[name] for name in COUNTED))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
