"""One worker as the judge sees it: started, spoken to, listened to, ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tutor.errors import WorkerFailed
from tutor.judge import child
from tutor.judge.adopted import AdoptedChild, Pipes
from tutor.judge.confinement.levels import Level
from tutor.judge.launch import environment
from tutor.judge.priority import be_last, let_end
from tutor.judge.scratch import Scratch
from tutor.judge.wire.frames import BadFrame, Decoder, pack
from tutor.model import Crash, Frame, Place

NOISE_KEPT = 64 << 10
FLOOD = 4 << 20
MAX_HEARD = 64 << 20  # bytes in answer to one request: more than any lesson sends, less than hurts
NEARLY = 96 << 20  # bytes left of its memory at which a worker counts as nearly full
WHERE_SECONDS = 0.1  # to wait for the worker's own account of where it hangs

Listener = Callable[[dict[str, Any], bytes], None]

_SPACE = re.compile(r"^Max address space +(\d+)", re.M)
_LINE_OF_TRACE = re.compile(r'File "([^"]+)", line (\d+) in (\S+)\n')


def _still_runs(pid: int) -> bool:
    """Asked of the kernel, which leaves the answer for whoever waits for the process."""
    with contextlib.suppress(ChildProcessError):
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    return False


def _level(value: Any) -> Level:
    try:
        return Level(value)
    except ValueError:
        raise BadFrame("a level of confinement that is none") from None


class Processor(NamedTuple):
    """What a process has had of the processors, in seconds, and its state as the kernel names it: R is ready to run."""

    seconds: float
    state: str


class Worker(asyncio.SubprocessProtocol):
    """A single-use child process. Create with `start`; give it one job; `kill` it whatever came.

    `ended` is done when the process is gone and the last byte it wrote has been heard. `noise` is what it wrote past its
    replies: traces of a fatal error, output of C code.
    """

    def __init__(self, scratch: Scratch | None) -> None:
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[Level] = loop.create_future()
        self.ended: asyncio.Future[int] = loop.create_future()
        self.listener: Listener | None = None
        self.flooded = False
        self.broken = False
        self.noise = bytearray()
        self._noisy = asyncio.Event()
        self._scratch = scratch
        self._decoder = Decoder()
        self._heard = 0
        self._last = False
        self._transport: asyncio.SubprocessTransport | None = None

    @classmethod
    async def start(
        cls,
        level: Level,
        *,
        address_space: int = 512 << 20,
        cpu_seconds: int = 4,
        threads: int = 1,
        writes: bool = False,
        gpu: bool = False,
    ) -> Worker:
        """Spawn a worker; it imports and confines itself in the background. From the main thread only: a worker dies
        with the thread that started it.

        writes: whether it gets a folder of its own to write in, which goes when it ends.
        gpu: whether it takes CuPy in before it confines itself. A driver needs files, calls and address space that the
            kernel's layers refuse: the level is to be PORTABLE then.
        """
        scratch = Scratch() if writes else None
        folder = scratch.path if scratch else ""
        program = Path(child.__file__).with_name("worker.py")
        limits = [str(number) for number in (address_space, cpu_seconds, threads)]
        arguments = [str(os.getpid()), str(level), *limits, folder]
        try:
            _, worker = await asyncio.get_running_loop().subprocess_exec(
                lambda: cls(scratch),
                *(sys.executable, "-s", "-P", str(program), *arguments),
                env=environment(threads, gpu),
                cwd=folder or os.sep,
                start_new_session=True,
            )
        except BaseException:
            if scratch:
                scratch.remove()
            raise
        return worker

    @classmethod
    async def adopt(cls, pid: int, pipes: Pipes) -> Worker:
        """A worker that a fork server has forked: a child of this process, at the other ends of `pipes`."""
        worker = cls(None)
        await AdoptedChild(pid, worker).connect(pipes)
        return worker

    @property
    def pid(self) -> int:
        """The process's number. Raises LookupError before there is one."""
        if self._transport is None:
            raise LookupError("the worker has no process yet")
        return self._transport.get_pid()

    @property
    def adopted(self) -> bool:
        """Whether a fork server has forked it."""
        return isinstance(self._transport, AdoptedChild)

    @property
    def usable(self) -> bool:
        """False once the process is gone, whether the event loop has heard of it or not."""
        if self._transport is None or self._transport.get_returncode() is not None:
            return False
        return not hasattr(os, "waitid") or _still_runs(self._transport.get_pid())

    def processor(self) -> Processor | None:
        """What it has had of the processors; None where the system does not tell."""
        try:
            line = Path(f"/proc/{self.pid}/stat").read_bytes()
        except (OSError, LookupError):
            return None
        fields = line.rpartition(b")")[2].split()
        return Processor((int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), chr(fields[0][0]))

    def nearly_full(self) -> bool:
        """Whether it has almost all the memory that it may have; False where the system does not tell."""
        try:
            mapped = int(Path(f"/proc/{self.pid}/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
            limits = Path(f"/proc/{self.pid}/limits").read_text("ascii", "replace")
        except (OSError, LookupError, ValueError, IndexError):
            return False
        limit = _SPACE.search(limits)
        return limit is not None and mapped > int(limit[1]) - NEARLY

    async def until_ready(self) -> None:
        """Raises WorkerFailed if the worker ends instead."""
        futures: set[asyncio.Future[Any]] = {self.ready, self.ended}
        await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
        if not self.ready.done():
            raise WorkerFailed(self.said().strip() or f"exit status {self.ended.result()}")

    def send(self, header: dict[str, Any], blob: bytes = b"") -> None:
        """Hand over a request. A worker that is gone takes none, and `ended` tells so."""
        self._heard = 0
        pipe = self._transport.get_pipe_transport(0) if self._transport else None
        if isinstance(pipe, asyncio.WriteTransport) and not pipe.is_closing():
            pipe.write(pack(header, blob))

    def said(self) -> str:
        """What it wrote past its replies."""
        return self.noise[:NOISE_KEPT].decode("utf-8", "replace")

    async def where(self, file: str) -> Frame | None:
        """Where in `file` a hanging worker is at the moment, if it can still say."""
        before, found = len(self.noise), None
        self._signal(signal.SIGUSR1)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(WHERE_SECONDS):
                while not self.ended.done() and (found := self._innermost(file, before)) is None:
                    self._noisy.clear()
                    await self._noisy.wait()
        return found

    def over_budget(self) -> dict[str, int]:
        """What its folder may hold, where it holds more; else empty."""
        return self._scratch.over_budget() if self._scratch else {}

    def last_words(self, file: str) -> Frame | None:
        """Where in `file` a worker was when a fault in C code ended it."""
        return self._innermost(file, 0)

    def _innermost(self, file: str, start: int) -> Frame | None:
        trace = self.noise[start:].decode("utf-8", "replace")
        found = next((match for match in _LINE_OF_TRACE.finditer(trace) if match[1] == file), None)
        return Frame(found[3], Place(int(found[2]))) if found else None

    def give_way(self) -> None:
        """Let every other process come first, from now on: what has given way cannot take it back."""
        if self._transport is not None and self._transport.get_returncode() is None:
            be_last(self._transport.get_pid())
            self._last = True

    def kill(self) -> None:
        """End the worker and whatever it started, at once."""
        self.listener = None
        if self._last and self._transport and self._transport.get_returncode() is None:
            let_end(self._transport.get_pid())
        self._signal(signal.SIGKILL, group=True)
        self._signal(signal.SIGKILL)  # for one just forked, which may not have come to make a group of its own

    def _signal(self, number: int, group: bool = False) -> None:
        if self._transport is not None and self._transport.get_returncode() is None:
            self._strike(number, group)

    def _strike(self, number: int, group: bool) -> None:
        assert self._transport is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            (os.killpg if group else os.kill)(self._transport.get_pid(), number)

    # --- called by asyncio ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.SubprocessTransport)
        self._transport = transport

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        if fd == 1:
            self._hear(data)
        elif len(self.noise) < FLOOD:
            self.noise += data
            self._noisy.set()
        elif not self.flooded:
            self.flooded = True
            self.kill()

    def _hear(self, data: bytes) -> None:
        self._heard += len(data)
        try:
            if self._heard > MAX_HEARD:
                raise BadFrame("more than any lesson has to say")
            for header, blob in self._decoder.feed(data):
                if not self.ready.done():
                    self.ready.set_result(_level(header.get("level")))
                elif self.listener:
                    self.listener(header, blob)
        except BadFrame:
            self.broken = True
            self.kill()

    def process_exited(self) -> None:
        # Where the kernel does not forbid it, a worker may have left others behind, which hold its pipes open.
        self._strike(signal.SIGKILL, group=True)
        if self._scratch:
            self._scratch.remove()

    def connection_lost(self, exc: Exception | None) -> None:
        assert self._transport is not None
        self._transport.close()
        self._noisy.set()
        if not self.ended.done():
            self.ended.set_result(self._transport.get_returncode() or 0)


def crash_at(where: Frame | None) -> Crash | None:
    """What is told of a worker that was ended there: no exception, but a place."""
    return Crash("", frames=(where,)) if where else None
