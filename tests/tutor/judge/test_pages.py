"""What a waiting worker makes its own: the memory that its server has filled, and nothing that nobody has used."""

from __future__ import annotations

import ctypes
import mmap
import os
import subprocess
import sys

import pytest

from tutor.judge.child.pages import owner, used_regions

MB = 1 << 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process has written to")

FORKED = """
import os, resource, sys
from tutor.judge.child.pages import owner, used_regions

filled = bytearray(b"x") * (8 << 20)
own = owner(used_regions(), lambda: sys.argv[1] == "asked")

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

child = os.fork()
if child == 0:
    own()
    before = faults()
    for place in range(0, len(filled), 4096):
        filled[place] = 1
    print(faults() - before, flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""


def address(of: bytearray | mmap.mmap) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(of))


def holds(place: int) -> bool:
    return any(start <= place < start + length for start, length in used_regions())


def test_what_has_been_filled_is_told_and_what_is_only_reserved_is_not() -> None:
    filled, reserved = bytearray(b"x") * (8 * MB), mmap.mmap(-1, 8 * MB)
    assert holds(address(filled) + 4 * MB)
    assert not holds(address(reserved) + 4 * MB)


def test_a_worker_that_is_asked_meanwhile_stops_at_once() -> None:
    asked: list[bool] = []

    def until() -> bool:
        asked.append(True)
        return True

    owner(((0, 4096), (4096, 4096)), until)()
    assert asked == [True]


def forked(how: str) -> int:
    run = subprocess.run([sys.executable, "-c", FORKED, how], capture_output=True, text=True, check=True, timeout=60)
    return int(run.stdout)


def test_after_it_a_forked_process_writes_without_faults() -> None:
    copied = forked("asked")
    if copied < 100 or tuple(map(int, os.uname().release.split(".")[:2])) < (5, 14):
        pytest.skip("this kernel copies large pages at once, or knows no such call")
    assert forked("waits") < copied / 10
