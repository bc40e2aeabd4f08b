"""Starting the fork server's process, with next to nothing imported: a command does so before it loads what it needs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import NamedTuple

FOR_A_GPU = ("LD_LIBRARY_PATH", "CUDA_PATH", "CUDA_VISIBLE_DEVICES", "HOME")  # what CuPy finds its libraries by
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # that NumPy's library asks how many to start
GPU = "GRADLINGS_GPU"  # in the environment of a worker that is to take CuPy in


class Launched(NamedTuple):
    """A fork server's process, and our end of its socket. It belongs to whoever holds this."""

    process: subprocess.Popen[bytes]
    socket: socket.socket


def possible() -> bool:
    """Whether this system can have a fork server: a worker's end is heard of by a descriptor, which Linux alone gives."""
    return hasattr(os, "pidfd_open")


def launch(level: str = "") -> Launched:
    """Start a fork server, which comes up in the background. From the main thread only: it dies with the thread that did.

    level: of confinement, as `str(Level)` has it; where there is none the server takes the firmest that the kernel offers.

    Raises:
        OSError: no process, no memory, no descriptors.
    """
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child", "fork_server.py")
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-s", "-P", program, str(os.getpid()), level],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(threads=1),
                cwd=os.sep,
                start_new_session=True,
            )
    except BaseException:
        ours.close()
        raise
    return Launched(process, ours)


def environment(threads: int, gpu: bool = False) -> dict[str, str]:
    """Everything that a worker knows of the world outside. gpu: CuPy keeps what it compiles in memory; it may not write."""
    count = str(threads)
    known = {name: os.environ[name] for name in FOR_A_GPU if name in os.environ}
    return {
        **({**known, GPU: "1", "CUPY_CACHE_IN_MEMORY": "1"} if gpu else {}),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        **dict.fromkeys(THREADS, count),
    }


def end(launched: Launched) -> None:
    """Kill it, and wait until it is gone."""
    launched.process.kill()
    launched.process.wait()
    launched.socket.close()
