"""From process start to first paint: the tutor against a bare Textual app that says hello, in pairs.

    python tests/bench/first_paint.py [PAIRS]

Median of the ratios of the pairs (goal: at most 1.2); nothing is asserted, since the machine may have other work.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("Hello, world")

Hello().run()
"""
DEADLINE = 30.0


def seconds_to(marker: bytes, command: list[str], environ: dict[str, str]) -> float:
    """Seconds from the start of a command to the moment its screen shows `marker`."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, close_fds=True, start_new_session=True
    )
    os.close(theirs)
    try:
        return _wait_for(marker, ours, began)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)


def _wait_for(marker: bytes, terminal: int, began: float) -> float:
    seen = b""
    while time.perf_counter() - began < DEADLINE:
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 1 << 16)
            if marker in seen:
                return time.perf_counter() - began
    raise TimeoutError(f"{marker!r} was never shown")


def main(pairs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "GRADLINGS_WORKSPACE": f"{folder}/work",
            "GRADLINGS_CONFIG": f"{folder}/settings.toml",
        }
        hello = [sys.executable, "-c", HELLO]
        tutor = [str(Path(sys.executable).with_name("gradlings"))]
        measured = []
        for turn in range(pairs + 1):
            pair = seconds_to(b"Hello, world", hello, environ), seconds_to(b"gradlings", tutor, environ)
            if turn:  # the first pair fills the caches
                measured.append(pair)
    bare, ours = ([pair[side] * 1e3 for pair in measured] for side in (0, 1))
    ratios = [b / a for a, b in measured]
    print(f"hello {statistics.median(bare):.0f} ms, the tutor {statistics.median(ours):.0f} ms (medians of {pairs} pairs)")
    print(f"median ratio {statistics.median(ratios):.2f}, least {min(ratios):.2f}, greatest {max(ratios):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
