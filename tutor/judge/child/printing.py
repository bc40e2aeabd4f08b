"""What a learner's code prints: kept up to a limit, while it is of interest, and counted afterwards."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

KEPT = 64 << 10
FLOOD = 16 << 20

_write = os.write
_isinstance, _len, _str = isinstance, len, str


class Prints(io.TextIOBase):
    """Stands in for stdout and stderr. What is kept goes straight to the pipe that the judge reads, so that a run which
    never ends has its prints all the same. `open` is cleared once the first forward and backward are done: a check calls
    them a hundred times more, and nobody wants a hundred copies.
    """

    def __init__(self, descriptor: int, flooded: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._flooded = flooded
        self._room = KEPT
        self.open = True
        self.lost = 0

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("the output of a lesson has no file descriptor")

    def write(self, text: str) -> int:
        if not _isinstance(text, _str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        kept = text[: self._room] if self.open else ""
        if kept:
            self._room -= _len(kept)
            _write(self._descriptor, kept.encode("utf-8", "replace"))
        self.lost += _len(text) - _len(kept)
        if self.lost > FLOOD:
            self._flooded()
        return _len(text)
