"""The folders in which labs may write, and what a tutor that was killed has left of them.

Whoever makes a folder holds a lock on it, which the kernel releases however its holder ends. So a folder that can be
locked is nobody's any more, whatever process numbers were given out anew since.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, islice
from pathlib import Path

from tutor.storage.lock import flock

PREFIX = "gradlings-scratch-"
YOUNG_SECONDS = 60.0  # its maker may not have come to lock it

MOST_BYTES, MOST_ENTRIES = 16 << 20, 100
"""What a lab's folder may hold: of all its files together, and files and folders in number."""

_NAME = re.compile(rf"{PREFIX}[a-z0-9_]{{8}}")
_OPEN = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Scratch:
    """A folder that is ours until `remove`. Raises OSError where there is no room for temporary files."""

    def __init__(self) -> None:
        import tempfile  # only labs need a folder: no check waits for this import

        self.path = tempfile.mkdtemp(prefix=PREFIX)
        self._lock = _locked(self.path)

    def over_budget(self) -> dict[str, int]:
        """What it may hold, where it holds more; else empty. Looks at no more than that."""
        number = size = 0
        folders = [self.path]
        while folders and number <= MOST_ENTRIES:
            with suppress(OSError), os.scandir(folders.pop()) as entries:
                for entry in islice(entries, MOST_ENTRIES + 1 - number):
                    number += 1
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    with suppress(OSError):
                        size += entry.stat(follow_symlinks=False).st_size if entry.is_file(follow_symlinks=False) else 0
        over = number > MOST_ENTRIES or size > MOST_BYTES
        return {"most": MOST_ENTRIES, "most_mib": MOST_BYTES >> 20} if over else {}

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

    if os.rename in os.supports_dir_fd:
        with suppress(OSError):
            _flatten(path)
    with suppress(OSError, RecursionError):
        shutil.rmtree(path, ignore_errors=True)
    if lock is not None:
        os.close(lock)


def _flatten(path: str) -> None:
    """Remove all that is in a folder, however deep: what lies in its folders comes up until none is left.

    Thousands of folders in one another, which a lab may make, are too many to go down into.
    """
    root = os.open(path, _OPEN)
    try:
        numbers = count()
        while folders := [entry.name for entry in os.scandir(root) if entry.is_dir(follow_symlinks=False)]:
            for name in folders:
                _bring_up(root, name, numbers)
    finally:
        os.close(root)


def _bring_up(root: int, name: str, numbers: Iterator[int]) -> None:
    folder = _opened(root, name)
    try:
        for entry in list(os.scandir(folder)):
            if entry.is_dir(follow_symlinks=False):
                os.rename(entry.name, f".{os.urandom(8).hex()}-{next(numbers)}", src_dir_fd=folder, dst_dir_fd=root)
            else:
                os.unlink(entry.name, dir_fd=folder)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=root)


def _opened(root: int, name: str) -> int:
    """A folder of the root, which may have been made so that nobody can read it."""
    try:
        return os.open(name, _OPEN, dir_fd=root)
    except PermissionError:
        os.chmod(name, stat.S_IRWXU, dir_fd=root)
        return os.open(name, _OPEN, dir_fd=root)
