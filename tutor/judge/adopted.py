"""A child of this process that was forked elsewhere, as asyncio sees those it starts itself: three pipes and an end."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import NamedTuple


class Pipes(NamedTuple):
    """Our ends of a child's standard input, output and error."""

    stdin: int
    stdout: int
    stderr: int


class AdoptedChild(asyncio.SubprocessTransport):
    """Feeds a protocol as asyncio's own transport does: what the pipes bring, the exit, then that nothing more will come."""

    def __init__(self, pid: int, protocol: asyncio.SubprocessProtocol) -> None:
        super().__init__()
        self._pid = pid
        self._protocol = protocol
        self._status: int | None = None
        self._pipes: dict[int, asyncio.BaseTransport] = {}
        self._open = {0, 1, 2}

    async def connect(self, pipes: Pipes) -> None:
        """Begin to listen. From here on the pipes are this object's to close.

        Raises:
            OSError: no descriptor was left to watch the child by; it has been killed then, and waited for.
        """
        ends = [os.fdopen(pipe, mode, buffering=0) for pipe, mode in zip(pipes, ("wb", "rb", "rb"), strict=True)]
        loop = asyncio.get_running_loop()
        self._watch(loop)
        self._protocol.connection_made(self)
        self._pipes[0], _ = await loop.connect_write_pipe(lambda: _End(self, 0), ends[0])
        self._pipes[1], _ = await loop.connect_read_pipe(lambda: _End(self, 1), ends[1])
        self._pipes[2], _ = await loop.connect_read_pipe(lambda: _End(self, 2), ends[2])

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear of the child's end by a descriptor, which no other waiting in this process disturbs."""
        try:
            handle = os.pidfd_open(self._pid)
        except OSError:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            raise
        loop.add_reader(handle, self._exited, loop, handle)

    def _exited(self, loop: asyncio.AbstractEventLoop, handle: int) -> None:
        loop.remove_reader(handle)
        os.close(handle)
        self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        self._protocol.process_exited()
        self._end_if_over()

    def closed(self, standard: int) -> None:
        """One of its pipes has come to its end."""
        self._open.discard(standard)
        self._end_if_over()

    def received(self, standard: int, data: bytes) -> None:
        """One of its pipes has brought something."""
        self._protocol.pipe_data_received(standard, data)

    def _end_if_over(self) -> None:
        if self._status is not None and not self._open:
            self._protocol.connection_lost(None)

    # --- what a transport offers ---

    def get_pid(self) -> int:
        return self._pid

    def get_returncode(self) -> int | None:
        """As `subprocess.Popen.returncode` has it: below zero for a signal."""
        return self._status

    def get_pipe_transport(self, fd: int) -> asyncio.BaseTransport | None:
        return self._pipes.get(fd)

    def close(self) -> None:
        for pipe in self._pipes.values():
            pipe.close()


class _End(asyncio.Protocol):
    """Passes on what one pipe brings, and that it has ended."""

    def __init__(self, child: AdoptedChild, standard: int) -> None:
        self._child = child
        self._standard = standard

    def data_received(self, data: bytes) -> None:
        self._child.received(self._standard, data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._child.closed(self._standard)
