"""What a learner's code prints: kept up to a limit, while it is of interest, and counted afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable

KEPT = 64 << 10
FLOOD = 16 << 20
PROMPT = 64  # this many pieces are sent at once, so that a run which then hangs has its prints all the same
BLOCK = 4 << 10  # whoever prints more is served in blocks

_isinstance, _len, _str, _type = isinstance, len, str, type


class Prints(io.TextIOBase):
    """Stands in for stdout and stderr. `open` is cleared once the first forward and backward are done: a check calls them
    a hundred times more, and nobody wants a hundred copies.
    """

    def __init__(self, send: Callable[[str], None], flooded: Callable[[], None]) -> None:
        self._send = send
        self._flooded = flooded
        self._room = KEPT
        self._waiting = ""
        self._sent = 0
        self.open = True
        self.lost = 0

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("the output of a lesson has no file descriptor")

    def write(self, text: str) -> int:
        if not _isinstance(text, _str):
            raise TypeError(f"write() argument must be str, not {_type(text).__name__}")
        kept = text[: self._room] if self.open else ""
        self._room -= _len(kept)
        self._waiting += kept
        if kept and (_len(self._waiting) >= BLOCK or (self._sent < PROMPT and kept.endswith("\n"))):
            self.flush()
        self.lost += _len(text) - _len(kept)
        if self.lost > FLOOD:
            self._flooded()
        return _len(text)

    def flush(self) -> None:
        """Send what waits."""
        if self._waiting:
            waiting, self._waiting = self._waiting, ""
            self._sent += 1
            self._send(waiting)
