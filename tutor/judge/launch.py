"""Starting the fork server's process, with next to nothing imported: a command does so before it loads what it needs.

`typing` and `subprocess` alone would take as long again as Python does to start.
"""

from __future__ import annotations

import os
import socket
import sys

FOR_A_GPU = ("LD_LIBRARY_PATH", "CUDA_PATH", "CUDA_VISIBLE_DEVICES", "HOME")  # what CuPy finds its libraries by
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # that NumPy's library asks how many to start
GPU = "GRADLINGS_GPU"  # in the environment of a worker that is to take CuPy in


_SIGKILL = 9  # of every system that has a fork server; `signal` need not be loaded for it


class Launched:
    """A fork server's process, and our end of its socket. It belongs to whoever holds this.

    status: as `subprocess.Popen.returncode` has it; None until its end has been waited for.
    """

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.socket = channel
        self.status: int | None = None

    def kill(self) -> None:
        """Until it has been waited for its number is no other's; afterwards nothing is done."""
        if self.status is None:
            try:
                os.kill(self.pid, _SIGKILL)
            except ProcessLookupError:  # somebody else has waited for it
                return

    def wait(self) -> None:
        """Wait for its end; 0 is its status, as `subprocess` has it, where somebody else has waited for it."""
        if self.status is None:
            try:
                self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            except ChildProcessError:
                self.status = 0


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
    arguments = [sys.executable, "-s", "-P", program, str(os.getpid()), level]
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    silent = [(os.POSIX_SPAWN_OPEN, standard, os.devnull, os.O_WRONLY, 0) for standard in (1, 2)]
    try:
        with theirs:
            channel = (os.POSIX_SPAWN_DUP2, theirs.fileno(), 0)
            pid = os.posix_spawn(sys.executable, arguments, environment(threads=1), file_actions=[channel, *silent])
    except BaseException:
        ours.close()
        raise
    return Launched(pid, ours)


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
    launched.kill()
    launched.wait()
    launched.socket.close()
