"""The fork server as the judge sees it: started at the first need, asked for workers, replaced when it is gone.

Why forking is safe there, and nowhere else, stands in `tutor.judge.child.fork_server`. Where it is not possible the pool
spawns its workers, each a fresh interpreter: on other systems than Linux, without the filter of system calls (which keeps a
worker from its siblings and from the server), and where the server does not come up.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
from typing import Any

from tutor.judge import launch
from tutor.judge.adopted import Pipes
from tutor.judge.confinement.levels import Level
from tutor.judge.launch import Launched
from tutor.judge.process import Worker

ANSWER = 1024  # bytes at most
PATIENCE = 30.0  # seconds for a server to come up or to answer; one that hangs must not hold up every check to come


def can_fork(level: Level) -> bool:
    """Whether a fork server may be used at this level, on this machine."""
    return level.seccomp and launch.possible()


class Supervisor:
    """Keeps at most one fork server, and gives it up where there can be none."""

    def __init__(self, level: Level, launched: Launched | None = None) -> None:
        """launched: a server that is coming up already, for the firmest level that the kernel offers."""
        self._level = level
        self.possible = can_fork(level)
        self.server = ForkServer(launched) if launched else None

    async def fork(self, *, address_space: int = 512 << 20, cpu_seconds: int = 4) -> Worker | None:
        """A worker with these limits, or None where none can be forked; the next call may try again with another server."""
        if not self.possible:
            return None
        server = self.server
        try:
            server = self.server = server or ForkServer(launch.launch(str(self._level)))
            return await server.fork(parent=os.getpid(), address_space=address_space, cpu_seconds=cpu_seconds)
        except OSError:
            self.possible = self.possible and server is not None and server.came_up  # else it will not the next time
            if self.server is server:
                self.server = None
            if server:
                await server.end()
            return None

    def kill(self) -> None:
        """Fork nothing more."""
        self.possible = False
        if self.server:
            self.server.kill()

    async def ended(self) -> None:
        """Wait until no server is left."""
        if self.server:
            await self.server.end()


class ForkServer:
    """The judge's view of one server, which may be coming up still."""

    def __init__(self, launched: Launched) -> None:
        self.came_up = False
        self._process, self._socket = launched, launched.socket
        self._socket.setblocking(False)
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def status(self) -> int | None:
        """As `subprocess.Popen.returncode` has it; None until its end has been waited for."""
        return self._process.status

    async def fork(self, **request: Any) -> Worker:
        """A worker. Raises OSError if the server is gone, does not come up, or the kernel refused to fork."""
        theirs, ours = _pipes()
        try:
            pid = await self._pid(json.dumps(request).encode(), theirs)
        except BaseException:
            _close(ours)
            raise
        finally:
            _close(theirs)
        return await Worker.adopt(pid, ours)

    async def _pid(self, request: bytes, pipes: Pipes) -> int:
        socket.send_fds(self._socket, [request], pipes)  # one that is still coming up finds it when it has
        async with self._turn:  # taken in the order of the requests, which is that of the answers
            await self._up()
            answer = await self._heard()
        if "pid" not in answer:
            raise OSError(answer["refused"])
        return int(answer["pid"])

    async def _up(self) -> None:
        if not self.came_up:
            await self._heard()
            self.came_up = True

    async def _heard(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):  # TimeoutError is an OSError
            packet = await asyncio.get_running_loop().sock_recv(self._socket, ANSWER)
        if not packet:
            raise ConnectionResetError("the fork server is gone")
        return dict(json.loads(packet))

    def kill(self) -> None:
        """One that is still starting, too: it ends when it finds nobody at the other end."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    async def end(self) -> None:
        """Kill it and wait until it is gone. A second time does nothing."""
        self._process.kill()
        await _gone(self._process)
        self._socket.close()


async def _gone(process: Launched) -> None:
    """Wait for the end of a process that has been killed."""
    with contextlib.suppress(OSError):  # no descriptor left, or gone already
        handle = os.pidfd_open(process.pid)
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(handle, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(handle)
            os.close(handle)
    process.wait()


def _pipes() -> tuple[Pipes, Pipes]:
    """Theirs and ours, of three new pipes. Raises OSError where no descriptors are left, and leaves none open."""
    made: list[tuple[int, int]] = []
    try:
        made.extend(os.pipe() for _ in range(3))
    except OSError:
        for pipe in made:
            _close(pipe)
        raise
    (read_in, write_in), (read_out, write_out), (read_err, write_err) = made
    return Pipes(read_in, write_out, write_err), Pipes(write_in, read_out, read_err)


def _close(descriptors: tuple[int, ...]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
