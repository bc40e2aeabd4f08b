"""Somebody who types bursts of keys into the tutor's editor, and looks in the file for what came of them."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from tests.e2e.editing import Editor, keys, sent
from tests.e2e.pseudo import PseudoTerminal

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds until what was typed must be in the file
LOOK_EVERY = 0.01
CLEAR = b"\x1b[18~\x1b[3~\x1b[F"  # F7, Delete, End: an empty text, and an undo step begins


@dataclass(frozen=True)
class Setting:
    """How a burst is typed: milliseconds between keys, cells, whether pauses start checks."""

    between: int
    width: int
    height: int
    checks: bool


SETTINGS = [
    Setting(between, width, height, checks)
    for width, height in ((80, 24), (150, 46))
    for checks in (True, False)
    for between in (0, 5, 20, 60)
]


class Typist:
    """At work in one lesson of a tutor that is open."""

    def __init__(self, terminal: PseudoTerminal, file: Path) -> None:
        self._terminal = terminal
        self._file = file

    def burst(self, seed: str, between: int) -> str | None:
        """Type one; None if it came out right, else what is wrong. A number of its own ends it: where that is, all is."""
        rng = random.Random(seed)
        typed = [*keys(rng, rng.randint(5, 40)), *(last := f"{rng.randrange(10**6):06}")]
        model = Editor()
        for key in typed:
            model.press(key)
        self._send([CLEAR, *map(sent, typed)], between)
        if self._there(model.text):
            return None
        return f"seed {seed}, {between} ms: {typed}\n  wanted {model.text!r}\n  found  {self._text!r} ({last})"

    def _send(self, parts: list[bytes], between: int) -> None:
        if not between:
            self._terminal.send(b"".join(parts))
            return
        for part in parts:
            self._terminal.send(part)
            sleep(between / 1000)

    @property
    def _text(self) -> str:
        return self._file.read_text("utf-8") if self._file.exists() else ""

    def _there(self, text: str) -> bool:
        deadline = monotonic() + PATIENCE
        while self._text != text and monotonic() < deadline:
            if self._terminal.status is not None:
                return False
            sleep(LOOK_EVERY)
        return self._text == text


def tutor_in(home: Path, setting: Setting) -> PseudoTerminal:
    """A tutor with a home of its own."""
    (home / "settings.toml").write_text(f'language = "en"\nlive_checks = {str(setting.checks).lower()}\n', "utf-8")
    environ = {
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "VISUAL": "true",
        "GRADLINGS_CONFIG": str(home / "settings.toml"),
        "GRADLINGS_WORKSPACE": str(home / "work"),
    }
    return PseudoTerminal([sys.executable, "-m", "tutor.cli"], environ, setting.width, setting.height)


@contextmanager
def typist(home: Path, setting: Setting) -> Iterator[Typist]:
    """At the editor of a tutor's first lesson."""
    terminal = tutor_in(home, setting)
    try:
        file = _first_lesson(home / "work")
        terminal.send(b"c")
        yield Typist(terminal, file)
        assert terminal.status is None, terminal.tail[-3000:].decode("utf-8", "replace")
    finally:
        terminal.close()


def _first_lesson(workspace: Path) -> Path:
    deadline = monotonic() + PATIENCE
    while not (found := list(workspace.glob("*/and_gate.py"))):
        assert monotonic() < deadline, "no lesson was opened"
        sleep(LOOK_EVERY)
    return found[0]
