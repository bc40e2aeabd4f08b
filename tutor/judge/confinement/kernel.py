"""Calls into the Linux kernel that Python does not offer, by ctypes."""

from __future__ import annotations

import ctypes
import os
from functools import cache


@cache
def libc() -> ctypes.CDLL:
    """The C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def syscall(number: int, *arguments: int | bytes | None) -> int:
    """Make system call `number` and return its result.

    Integers are passed at the machine's full width: left to itself ctypes would cut them to 32 bits.

    Raises:
        OSError: the kernel refused; `errno` says why.
    """
    widened = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(libc().syscall(ctypes.c_long(number), *widened))


def prctl(option: int, value: int = 0) -> int:
    """Set or ask one attribute of this process (prctl(2)). Raises `OSError` as `syscall` does."""
    rest = (ctypes.c_ulong(0),) * 3
    return _checked(libc().prctl(ctypes.c_int(option), ctypes.c_ulong(value), *rest))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
