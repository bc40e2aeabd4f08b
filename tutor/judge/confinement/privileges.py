"""What a process gives up for good before a learner's code runs: privileges, dumps, and life after its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys

from tutor.judge.confinement.kernel import checked, libc, no_new_privileges, prctl

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4

_CAPABILITY_VERSION_3 = 0x20080522
_CAP_DAC_READ_SEARCH = 1 << 2

ORPHANED = 111
"""Exit status of a worker whose parent was gone before it could tie its life to it."""


def die_with_parent(parent_pid: int) -> None:
    """Have the kernel kill this process when the parent's thread that started it ends.

    A parent that died before the request was heard would go unnoticed, so the parent is compared afterwards.
    Elsewhere than on Linux only that comparison is made: there the end of the input pipe has to serve.
    """
    if sys.platform == "linux":
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:
        os._exit(ORPHANED)


def give_up_privileges() -> None:
    """Gain nothing by exec, leave no dump, let no sibling look into this memory, and keep no power of root.

    Raises:
        OSError: the kernel refused.
    """
    no_new_privileges()
    prctl(_PR_SET_DUMPABLE, 0)
    _drop_capabilities()


def _drop_capabilities() -> None:
    """Drop every capability but that of reading: root's files keep opening as before, where Landlock lets them.

    Without it root could raise its own limits, outlive them, signal anybody and mount anything.
    """
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    # Two triples (effective, permitted, inheritable), for capabilities 0-31 and 32-63.
    held = ctypes.create_string_buffer(struct.calcsize("6I"))
    checked(libc().capget(header, held))
    effective, permitted = (mask & _CAP_DAC_READ_SEARCH for mask in struct.unpack("6I", held.raw)[:2])
    checked(libc().capset(header, struct.pack("6I", effective, permitted, 0, 0, 0, 0)))
