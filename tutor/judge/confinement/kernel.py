"""Calls into the Linux kernel that Python does not offer, by ctypes."""

from __future__ import annotations

import ctypes
import os
from functools import cache

_PR_SET_NO_NEW_PRIVS = 38


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
    return checked(libc().syscall(ctypes.c_long(number), *widened))


def prctl(option: int, value: int = 0) -> int:
    """Set or ask one attribute of this process (prctl(2)). Raises `OSError` as `syscall` does."""
    rest = (ctypes.c_ulong(0),) * 3
    return checked(libc().prctl(ctypes.c_int(option), ctypes.c_ulong(value), *rest))


def no_new_privileges() -> None:
    """Promise never to gain privileges by running a program: the kernel's condition for confining oneself."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def checked(result: int) -> int:
    """The result of a C function that answers below zero, and sets `errno`, when it fails. Raises `OSError` then."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
