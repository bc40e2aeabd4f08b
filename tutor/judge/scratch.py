"""The folders in which labs may write, and what a tutor that was killed has left of them.

Whoever makes a folder holds a lock on it, which the kernel releases however its holder ends. So a folder that can be
locked is nobody's any more, whatever process numbers were given out anew since.
"""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path

from tutor.storage.lock import flock

PREFIX = "gradlings-scratch-"
YOUNG_SECONDS = 60.0  # its maker may not have come to lock it

_NAME = re.compile(rf"{PREFIX}[a-z0-9_]{{8}}")
_OPEN = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Scratch:
    """A folder that is ours until `remove`. Raises OSError where there is no room for temporary files."""

    def __init__(self) -> None:
        import tempfile  # only labs need a folder: no check waits for this import

        self.path = tempfile.mkdtemp(prefix=PREFIX)
        self._lock = _locked(self.path)

    def remove(self) -> None:
        """With all that is in it; a second time does nothing."""
        lock, self._lock = self._lock, None
        _remove(self.path, lock)


def sweep(folder: Path | None = None) -> None:
    """Remove the scratch folders that this user's killed tutors have left in `folder`, the one for temporary files."""
    import tempfile

    with suppress(OSError), os.scandir(folder or tempfile.gettempdir()) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and _old_and_ours(entry) and (lock := _locked(entry.path)) is not None:
                _remove(entry.path, lock)


def _old_and_ours(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        facts = entry.stat(follow_symlinks=False)
        old = time.time() - facts.st_mtime > YOUNG_SECONDS
        return old and stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid()
    return False


def _locked(path: str) -> int | None:
    """An open handle that holds the lock of a folder; None if another has it."""
    handle = None
    try:
        handle = os.open(path, _OPEN)
        flock(handle)
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle


def _remove(path: str, lock: int | None) -> None:
    import shutil

    shutil.rmtree(path, ignore_errors=True)
    if lock is not None:
        os.close(lock)
