"""One full-screen tutor a workspace: a lock that the operating system releases however its holder ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from tutor.errors import FULL
from tutor.model import Message

if sys.platform != "win32":
    import fcntl

    def flock(handle: int, *, wait: bool = False) -> None:
        """Lock an open file for this process alone. Raises OSError, `BlockingIOError` if another holds it."""
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

else:

    def flock(handle: int, *, wait: bool = False) -> None:  # noqa: ARG001 - as above
        raise OSError(errno.ENOSYS, "no flock on this system")


class Holder(NamedTuple):
    """The process that holds a lock, and since when it has run."""

    pid: int
    since: datetime


class Lease:
    """What asking for the lock gave. `held`: the workspace is ours to write; else `holder` (if known) has it.

    `message` says why it is not held; a tutor without the lock opens read-only.
    """

    def __init__(self, handle: int | None = None, holder: Holder | None = None, message: Message | None = None) -> None:
        self._handle = handle
        self.holder = holder
        self.message = message

    @property
    def held(self) -> bool:
        return self._handle is not None

    def release(self) -> None:
        """Give the lock back. The file stays: to remove it would let two later holders lock different files."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with suppress(OSError):
                os.ftruncate(handle, 0)
            os.close(handle)

    def __enter__(self) -> Lease:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def take_lock(path: Path, flock: Callable[[int], None] = flock) -> Lease:
    """Ask for the lock at `path`, without waiting and without ever raising OSError."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        facts = {"place": str(path), "fault": error.strerror or str(error)}
        return Lease(message=Message("lock.full" if error.errno in FULL else "lock.unwritable", facts))
    try:
        flock(handle)
    except BlockingIOError:
        return _refused(handle, path)
    except OSError:  # a file system without flock (some network folders): the pid inside has to do
        if _alive(read_holder(handle)):
            return _refused(handle, path)
    return _granted(handle)


@contextmanager
def exclusively(path: Path) -> Iterator[None]:
    """Wait for the lock at `path` and hold it; where it cannot be had at all, go on without."""
    handle = None
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        flock(handle, wait=True)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def read_holder(handle: int) -> Holder | None:
    """Who wrote its name in the lock file; None if nobody did, or not yet in full."""
    try:
        pid, since = os.pread(handle, 64, 0).decode("ascii").split()
        return Holder(int(pid), datetime.fromtimestamp(float(since), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _granted(handle: int) -> Lease:
    since = time.time()
    holder = Holder(os.getpid(), datetime.fromtimestamp(since, UTC))
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{holder.pid} {since:.3f}\n".encode("ascii"), 0)
    except OSError:
        # A full disk: the lock holds all the same, only its holder's name is missing for others to read.
        return Lease(handle, holder)
    return Lease(handle, holder)


def _refused(handle: int, path: Path) -> Lease:
    holder = read_holder(handle)
    os.close(handle)
    if holder is None:
        return Lease(message=Message("lock.held", {"place": str(path.parent.parent)}))
    facts = {"place": str(path.parent.parent), "pid": holder.pid, "since": holder.since}
    return Lease(holder=holder, message=Message("lock.held-by", facts))


def _alive(holder: Holder | None) -> bool:
    """Whether the process named still runs. Our own number is an earlier process's, as containers reuse them."""
    if holder is None or holder.pid in (0, os.getpid()):
        return False
    if sys.platform == "win32":  # there is no harmless signal to ask with
        return True
    try:
        os.kill(holder.pid, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
