"""The pages that a forked worker shares with its server until it writes to them: made its own while it waits for a job.

Python counts references in the objects themselves, so a check writes to six hundred pages of what the server has loaded, and
each first write stops it for a fault: half of the time that a check takes. One call copies a whole region.

Source: madvise(2), MADV_POPULATE_WRITE, Linux 5.14; proc_pid_smaps(5).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from tutor.judge.confinement.kernel import libc

Region: TypeAlias = tuple[int, int]
"""Where it starts, and its length in bytes."""

_POPULATE_WRITE = 23
_SMALLEST = 64 << 10  # bytes: a call for each of the many small regions would cost more than their faults
_FILLED = 0.8  # of a region: to make one's own what nobody has used yet would take memory for nothing

_BEGINS = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p ")
_USED = re.compile(r"Anonymous: +(\d+) kB")


def used_regions() -> tuple[Region, ...]:
    """What this process has written to, in large pieces; () where the system does not tell."""
    try:
        with open("/proc/self/smaps", encoding="utf-8") as told:
            return tuple(_used(told))
    except OSError:
        return ()


def _used(lines: Iterator[str]) -> Iterator[Region]:
    start = end = 0
    for line in lines:
        if found := _BEGINS.match(line):
            start, end = int(found[1], 16), int(found[2], 16)
        elif end and (found := _USED.match(line)):
            used, length = int(found[1]) << 10, end - start
            if used >= max(_SMALLEST, _FILLED * length):
                yield start, length
            end = 0


def owner(regions: Sequence[Region], until: Callable[[], bool]) -> Callable[[], None]:
    """A function that makes them this process's own, one after another until `until`. Made before ctypes is shut."""
    advise = libc().madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)

    def own() -> None:
        for start, length in regions:
            if until() or advise(start, length, _POPULATE_WRITE):  # an older kernel refuses the first
                return

    return own
