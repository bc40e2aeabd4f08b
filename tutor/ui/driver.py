"""The terminal under the tutor, and what happens when it goes away."""

from __future__ import annotations

import asyncio
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any, TextIO

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

ENDING = ("SIGHUP", "SIGTERM", "SIGQUIT")


class TerminalGone(Message):
    """Nobody reads or types any more, or the system asks the tutor to end."""


class LastingOutput:
    """A terminal to write to, also once it is gone: the thread that writes must go on taking what the screen gives it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        with suppress(OSError):
            return self._file.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


class LastingDriver(LinuxDriver):
    """Tells the app `TerminalGone` once, where Textual's own driver would read the end of its input again and again."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._file: Any = LastingOutput(self._file)
        self._watched = False

    def start_application_mode(self) -> None:
        """Also called when the learner comes back from another program."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not self._watched:
            self._watched = True
            Thread(target=when_gone, args=(self.fileno, self._tell), name="hang-up", daemon=True).start()
            self._heed_signals(asyncio.get_running_loop())

    def _heed_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        """A signal that whoever started the tutor has silenced, as `nohup` does, stays so."""
        for number in (getattr(signal, name) for name in ENDING):
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, self._tell)

    def _tell(self) -> None:
        with suppress(RuntimeError):  # the event loop is closed: the tutor has ended already
            self.send_message(TerminalGone())


def when_gone(terminal: int, tell: Callable[[], None]) -> None:
    """Wait until the other end of a terminal is closed, at no cost, then `tell`."""
    hang_up = select.poll()
    hang_up.register(terminal, 0)
    hang_up.poll()
    silence(terminal)
    tell()


def silence(terminal: int) -> None:
    """What Python still says on this terminal at its end goes nowhere, where it would raise."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    gone = os.fstat(terminal).st_rdev
    for stream in (1, 2):
        with suppress(OSError):  # a stream that is closed
            if os.fstat(stream).st_rdev == gone:
                os.dup2(nowhere, stream)
    os.close(nowhere)
