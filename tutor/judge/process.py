"""One worker as the judge sees it: started, spoken to, listened to, ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tutor.judge import child
from tutor.judge.confine import Level
from tutor.judge.wire import BadFrame, Decoder, pack

PRINTS_KEPT = 64 << 10
FLOOD = 4 << 20
WHERE_SECONDS = 0.1  # to wait for the worker's own account of where it hangs

Listener = Callable[[dict[str, Any], bytes], None]

_LINE_OF_TRACE = re.compile(r'File "([^"]+)", line (\d+) in (\S+)')


class WorkerFailed(RuntimeError):
    """A worker that never got ready: our own fault or the machine's, with what it said."""


def environment(threads: int) -> dict[str, str]:
    """Everything that a worker knows of the world outside."""
    count = str(threads)
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": count,
        "OMP_NUM_THREADS": count,
        "MKL_NUM_THREADS": count,
    }


class Worker(asyncio.SubprocessProtocol):
    """A single-use child process. Create with `start`; give it one job; `kill` it whatever came."""

    def __init__(self, scratch: str) -> None:
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[str] = loop.create_future()
        self.ended: asyncio.Future[int] = loop.create_future()
        self.listener: Listener | None = None
        self.flooded = False
        self.broken = False
        self.prints = bytearray()
        self._scratch = scratch
        self._decoder = Decoder()
        self._transport: asyncio.SubprocessTransport | None = None

    @classmethod
    async def start(cls, level: Level, *, address_space: int = 512 << 20, cpu_seconds: int = 4, threads: int = 1) -> Worker:
        """Spawn a worker; it imports and confines itself in the background. From the main thread only: a worker dies
        with the thread that started it."""
        scratch = tempfile.mkdtemp(prefix="gradlings-")
        program = Path(child.__file__).with_name("worker.py")
        arguments = [str(os.getpid()), str(level), scratch, str(address_space), str(cpu_seconds)]
        _, worker = await asyncio.get_running_loop().subprocess_exec(
            lambda: cls(scratch),
            *(sys.executable, "-s", "-P", "-B", str(program), *arguments),
            env=environment(threads),
            cwd=scratch,
            start_new_session=True,
        )
        return worker

    async def until_ready(self) -> None:
        """Raises WorkerFailed if the worker ends instead."""
        futures: set[asyncio.Future[Any]] = {self.ready, self.ended}
        await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
        if not self.ready.done():
            raise WorkerFailed(self.printed().strip() or f"exit status {self.ended.result()}")

    def send(self, header: dict[str, Any], blob: bytes = b"") -> None:
        """Hand over a request."""
        assert self._transport is not None
        pipe = self._transport.get_pipe_transport(0)
        if isinstance(pipe, asyncio.WriteTransport):
            pipe.write(pack(header, blob))

    def printed(self) -> str:
        return self.prints[:PRINTS_KEPT].decode("utf-8", "replace")

    async def where(self, file: str) -> tuple[str, int] | None:
        """Function and line of `file` where a hanging worker is at the moment, if it can still say."""
        before = len(self.prints)
        self._signal(signal.SIGUSR1)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self.ended), WHERE_SECONDS)
        trace = self.prints[before:].decode("utf-8", "replace")
        del self.prints[before:]
        found = [match for match in _LINE_OF_TRACE.finditer(trace) if match[1] == file]
        return (found[0][3], int(found[0][2])) if found else None

    def kill(self) -> None:
        """End the worker and whatever it started, at once."""
        self.listener = None
        self._signal(signal.SIGKILL, group=True)

    def _signal(self, number: int, group: bool = False) -> None:
        assert self._transport is not None
        if self._transport.get_returncode() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                (os.killpg if group else os.kill)(self._transport.get_pid(), number)

    # --- called by asyncio ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.SubprocessTransport)
        self._transport = transport

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        if fd == 1:
            self._hear(data)
        elif len(self.prints) < FLOOD:
            self.prints += data
        elif not self.flooded:
            self.flooded = True
            self.kill()

    def _hear(self, data: bytes) -> None:
        try:
            for header, blob in self._decoder.feed(data):
                if not self.ready.done():
                    self.ready.set_result(str(header.get("level")))
                elif self.listener:
                    self.listener(header, blob)
        except BadFrame:
            self.broken = True
            self.kill()

    def process_exited(self) -> None:
        assert self._transport is not None
        shutil.rmtree(self._scratch, ignore_errors=True)
        if not self.ended.done():
            self.ended.set_result(self._transport.get_returncode() or 0)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._transport is not None:
            self._transport.close()
