"""A real terminal for the tests: one tmux session with a server of its own, keys in, screen out."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic, sleep

DEADLINE = 60.0  # seconds; generous, as nothing is measured here
LOOK_EVERY = 0.05
COMMAND = f"{shlex.quote(sys.executable)} -m tutor.cli"
ROOT = Path(__file__).parents[2]


class Terminal:
    """`width` by `height` cells, running a command in an environment that has nothing of the caller's but its PATH.

    panes: the command knows that it runs in tmux.
    """

    def __init__(
        self, home: Path, width: int = 80, height: int = 24, environ: Mapping[str, str] | None = None, panes: bool = False
    ) -> None:
        self._panes = 'TMUX="$TMUX" TMUX_PANE="$TMUX_PANE"' if panes else ""
        self._socket = f"gradlings-{uuid.uuid4().hex[:12]}"
        self._home = home
        self._environ = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "GRADLINGS_CONFIG": str(home / "settings.toml"),
            **(environ or {}),
        }
        self._size = ("-x", str(width), "-y", str(height))

    def start(self, command: str = COMMAND) -> None:
        """Run a command; its exit status is shown when it ends."""
        names = " ".join(f"{name}={shlex.quote(value)}" for name, value in self._environ.items())
        line = f'env -i TERM=screen-256color {self._panes} {names} {command}; echo "ended with $?"; exec sleep 1000'
        self._tmux("-f", "/dev/null", "new-session", "-d", *self._size, "-s", "main", line)

    def press(self, *keys: str) -> None:
        """Keys by tmux's names, such as Escape, Enter, C-q; anything else is typed."""
        for key in keys:
            self._tmux("send-keys", "-t", "main", key)

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-t", "main", "-l", "--", text)

    def resize(self, width: int, height: int) -> None:
        self._tmux("resize-window", "-t", "main", "-x", str(width), "-y", str(height))

    @property
    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "main")

    def shows(self, *wanted: str) -> str:
        """Wait until all of this is on the screen; the screen."""
        return self.until(lambda screen: all(text in screen for text in wanted), " and ".join(map(repr, wanted)))

    def until(self, condition: Callable[[str], bool], what: str) -> str:
        deadline = monotonic() + DEADLINE
        while not condition(screen := self.screen):
            assert monotonic() < deadline, f"never seen: {what}\n{screen}"
            sleep(LOOK_EVERY)
        return screen

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
        )
        return done.stdout
