"""Limits on what a process may use up (setrlimit(2)), on every system that has them."""

from __future__ import annotations

import sys
from typing import NamedTuple

_GRACE_SECONDS = 1
"""Between the signal for too much processor time, which a program may ignore, and its end, which it may not."""


class Limits(NamedTuple):
    """What one run may use.

    Attributes:
        address_space: Bytes above what the process has mapped already; None sets no limit (CUDA maps terabytes).
        cpu_seconds: Processor time of all threads, from the start of the process.
        file_size: Bytes of the longest file it may write.
        open_files: Descriptors, those open already included.
        processes: Processes and threads of this user; the kernel does not hold root to it.
        threads: Whether threads may be started; the limit on processes then stays as it was, for it counts both.
    """

    address_space: int | None = 512 << 20
    cpu_seconds: int = 4
    file_size: int = 1 << 20
    open_files: int = 64
    processes: int = 0
    threads: bool = False


if sys.platform == "win32":

    def apply(limits: Limits) -> None:
        """Windows has no such limits; the parent watches time and memory."""

else:
    import resource

    def apply(limits: Limits) -> None:
        """Set every limit that this system takes, hard as soft, so that none can be raised again."""
        # A dump would write the app's text to disk; pinned memory and queues escape the address space.
        for unused in ("CORE", "MEMLOCK", "MSGQUEUE"):
            _cap(unused, 0)
        _cap("CPU", limits.cpu_seconds, limits.cpu_seconds + _GRACE_SECONDS)
        _cap("FSIZE", limits.file_size)
        _cap("NOFILE", limits.open_files)
        if not limits.threads:
            _cap("NPROC", limits.processes)
        # RLIMIT_DATA would be the gentler limit, but a shared mapping slips through it.
        if limits.address_space is not None and (mapped := _mapped_bytes()) is not None:
            _cap("AS", mapped + limits.address_space)

    def _cap(name: str, soft: int, hard: int | None = None) -> None:
        """Lower a limit; one that this system lacks, or refuses (macOS: AS), is passed over."""
        which = getattr(resource, f"RLIMIT_{name}", None)
        if which is None:
            return
        ceiling = resource.getrlimit(which)[1]
        wanted = soft if hard is None else hard
        if ceiling != resource.RLIM_INFINITY:
            wanted = min(wanted, ceiling)
        try:
            resource.setrlimit(which, (min(soft, wanted), wanted))
        except (OSError, ValueError):
            return

    def _mapped_bytes() -> int | None:
        """The size of this process's address space (VmSize), or None where /proc does not tell."""
        try:
            with open("/proc/self/statm", "rb") as statm:
                pages = int(statm.read().split()[0])
        except OSError:
            return None
        return pages * resource.getpagesize()
