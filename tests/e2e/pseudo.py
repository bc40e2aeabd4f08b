"""A terminal without a picture: its other end sends bytes at a pace of its own, and reads what comes unseen."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import termios
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress


class PseudoTerminal:
    """`command` runs in it, in an environment of its own. `tail`: the last of what it wrote."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], width: int = 80, height: int = 24) -> None:
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environ))
        self.resize(width, height)
        self.tail = b""
        self._status: int | None = None
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with suppress(OSError):  # the program has ended
            while read := os.read(self._fd, 65536):
                self.tail = (self.tail + read)[-65536:]

    def resize(self, width: int, height: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._fd, data) :]

    @property
    def status(self) -> int | None:
        """The exit status, as `os.waitstatus_to_exitcode` gives it; None while it runs."""
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal, unless it has ended."""
        if self.status is None:
            os.kill(self.pid, number)

    def close(self) -> None:
        self.kill()
        if self._status is None:
            _, status = os.waitpid(self.pid, 0)
            self._status = os.waitstatus_to_exitcode(status)
        os.close(self._fd)
