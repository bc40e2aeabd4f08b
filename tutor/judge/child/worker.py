"""The child process: import, warm up, confine, take one job, send what comes out, end.

Run as a script, or in a fork of the fork server (`tutor.judge.child.fork_server`), which has done the first two; never
imported by the judge. Requests come on stdin; replies leave on a private copy of stdout, so that whatever a learner's code
does to file descriptor 1 lands among its prints.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import random
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from tutor.judge.confinement.confine import Level, Limits, confine, die_with_parent, install_audit_hook, readable_paths

_exit, _read, _write, _now, _len = os._exit, os.read, os.write, time.perf_counter, len

MAX_JOB = 64 << 20
MANY, LARGE, PATIENCE = 64, 1 << 20, 0.02  # messages, bytes and seconds for which a message waits at most

GPU = "GRADLINGS_GPU"  # in the environment: this worker is to have CuPy
NICE = 5  # steps of priority that a worker gives up: whoever types comes first, while it comes up too

Send = Callable[..., None]
Kinds = dict[str, Callable[..., None]]


def be_less_urgent() -> None:
    """Whoever types comes first."""
    if hasattr(os, "nice"):
        os.nice(NICE)


def channel() -> Send:
    """Keep the reply pipe for ourselves; from here on descriptors 1 and 2 are the pipe of prints.

    What is sent with `later` waits for the next message, but not for long: each write wakes the judge, which takes its time
    from a check, and a run that ends the process takes along what still waits.
    """
    reply = os.dup(1)
    os.dup2(2, 1)
    from tutor.judge.wire.frames import pack

    waiting: list[tuple[dict[str, Any], bytes]] = []
    since, size = 0.0, 0

    def send(header: dict[str, Any], blob: bytes = b"", later: bool = False) -> None:
        nonlocal since, size
        since, size = (since, size + _len(blob)) if waiting else (_now(), _len(blob))
        waiting.append((header, blob))
        if later and _len(waiting) < MANY and size < LARGE and _now() - since < PATIENCE:
            return
        # In one line: a learner's trace function may print at any call below, which ends up here again.
        taken, waiting[:] = waiting[:], []
        headers = [header for header, _ in taken]
        whole = headers[0] if _len(taken) == 1 else {"t": "many", "of": headers}
        data = memoryview(pack(whole, b"".join([blob for _, blob in taken])))
        while data:
            data = data[_write(reply, data) :]

    return send


def frames() -> Iterator[tuple[dict[str, Any], bytes]]:
    """The judge's requests, one after another; the process ends with the pipe. What the judge sends can be trusted.

    While one is worked on, nothing here holds its bytes: a model answer is in them.
    """
    from tutor.judge.wire.frames import Decoder

    decoder = Decoder(header=MAX_JOB, blob=MAX_JOB)
    while data := _read(0, 1 << 16):
        heard = list(decoder.feed(data))
        del data
        while heard:
            yield heard.pop(0)


def ready_for_labs() -> Kinds:
    """What a worker of labs can be asked to do."""
    from tutor.judge.child import labs

    return {"lab": labs.lab}


def ready_for_checks(rehearsals: int = 3) -> Kinds:
    """What any other worker can be asked to do, with all that a check uses imported and touched."""
    import numpy as np

    from tutor.judge.child import checks, tries, variations
    from tutor.judge.child import warm_up as warm_up

    eye = np.eye(4)
    np.einsum("ij,jk->ik", np.linalg.inv(eye), eye) @ np.random.default_rng(0).normal(size=(4, 4))
    warm_up.warm_up(rehearsals)
    return {"check": checks.check, "try": tries.try_expression, "vary": variations.vary}


def take_gpu() -> None:
    """Import CuPy while nothing is confined yet, and have it compile what a layer needs. Raises NoGpu."""
    from engine import backend
    from engine.checking import strict

    cupy = backend.gpu()
    for dtype in ("float64", "float32"):
        x = cupy.asarray([[1, 2], [3, 4]], dtype)
        float((1 / (1 + cupy.exp(-(x @ x + x[0])))).sum())
        float((cupy.tanh(cupy.dot(x, x)) * (x > 0)).max())
    strict.given.append(cupy)


def settle() -> None:
    """When all is imported and has been touched: what holds for every job, and can be done before any is confined."""
    from engine.checking.randomness import number_unseeded_generators

    sys.dont_write_bytecode = True  # up to here what was compiled is kept for the next worker; nothing is written later
    number_unseeded_generators()
    warnings.simplefilter("always", RuntimeWarning)
    gc.freeze()  # what is alive now lives to the end: collecting it again and again would only cost time
    gc.enable()


def readable() -> tuple[str, ...]:
    """What a worker may read."""
    return readable_paths([os.path.dirname(os.path.abspath(sys.modules["engine"].__file__ or ""))])


def limits_of(*, address_space: int, cpu_seconds: int, threads: int = 1) -> Limits:
    """address_space: bytes above what is mapped already; 0: no limit."""
    return Limits(address_space=address_space or None, cpu_seconds=cpu_seconds, threads=threads > 1)


def serve(
    kinds: Kinds,
    send: Send,
    level: Level,
    paths: Sequence[str],
    limits: Limits,
    scratch: str | None = None,
    get_ready: Callable[[], None] | None = None,
) -> NoReturn:
    """Confine this process, say so, do the one job that comes, and end. No line of a learner's runs before this.

    send: the reply channel. paths: what stays readable. scratch: the folder to write in. get_ready: what to do until the
    job comes.
    """
    random.seed(0)  # here, for a fork seeds it anew
    from tutor.judge.child.memory import keep_reserve

    keep_reserve()  # before the limits, which count from what is mapped
    faulthandler.enable(file=2, all_threads=False)
    faulthandler.register(signal.SIGUSR1, file=2, all_threads=False)
    in_force = confine(level, readable=paths, scratch=scratch, limits=limits)
    install_audit_hook(scratch, threads=limits.threads)
    send({"t": "ready", "level": str(in_force)})
    sys.argv[:] = [""]  # what the worker was started with is no learner's
    if get_ready and not is_asked():
        get_ready()
    del get_ready  # whoever holds a traceback holds this frame
    requests = frames()
    job, blob = next(requests, ({"kind": ""}, b""))
    if work := kinds.get(job["kind"]):
        try:
            work(job, blob, send, requests)
        except BaseException:  # noqa: BLE001 - a trace of ours among the learner's prints would explain nothing
            _exit(1)
    _exit(0)


def is_asked() -> bool:
    """Whether a job waits already."""
    return bool(select.select([0], [], [], 0)[0])


def main(arguments: list[str]) -> None:
    """arguments: parent pid, confinement level, bytes of address space to add (0: no limit), cpu seconds, how many threads,
    and the folder to write in, which only labs have (empty: none)."""
    parent, level, address_space, cpu_seconds, threads, folder = arguments
    die_with_parent(int(parent))
    be_less_urgent()
    send = channel()
    kinds = ready_for_labs() if folder else ready_for_checks()
    if GPU in os.environ:
        take_gpu()
    settle()
    limits = limits_of(address_space=int(address_space), cpu_seconds=int(cpu_seconds), threads=int(threads))
    serve(kinds, send, Level(level), readable(), limits, folder or None)


if __name__ == "__main__":
    main(sys.argv[1:])
