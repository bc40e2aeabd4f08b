"""A fork whose child is our parent's: the call that lets a fork server hand over workers and keep nothing of them."""

from __future__ import annotations

import ctypes
import os
import signal

from tutor.judge.confinement.levels import this_architecture

_CLONE_PARENT = 0x8000


def fork_sibling() -> int:
    """As `os.fork`, but our parent becomes the child's parent too: only with one thread, and only on Linux.

    The parent waits for the child, hears how it ended, and takes it along when it ends itself, as it does with a child that
    it started. Around the system call stand the three functions of Python that stand around `os.fork`.

    Raises:
        OSError: the kernel refused; there is no child then.
    """
    python = ctypes.PyDLL(None, use_errno=True)
    python.PyOS_BeforeFork()
    pid = _clone(python)
    if pid == 0:
        python.PyOS_AfterFork_Child()
        return 0
    python.PyOS_AfterFork_Parent()
    if pid < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return pid


def _clone(python: ctypes.PyDLL) -> int:
    """clone(2) with no stack of its own, so a fork. The zeros stand in another order on each architecture."""
    machine = this_architecture()
    assert machine is not None  # the filter that a worker needs had its numbers
    python.syscall.restype = ctypes.c_long
    flags, zeros = ctypes.c_long(_CLONE_PARENT | signal.SIGCHLD), (ctypes.c_long(0),) * 4
    number: int = python.syscall(ctypes.c_long(machine.numbers["clone"]), flags, *zeros)
    return number
