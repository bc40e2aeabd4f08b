"""The job `vary`: many near relatives of one text, each run as far as one observation, or to the end.

Nothing is told of what they print or what NumPy warns of: the verdict has been reached, and its reason is looked for.
"""

from __future__ import annotations

import signal
import sys
import time
import warnings
from types import FrameType
from typing import Any

from engine.checking import Draw
from tutor.judge.child.checks import send_observation
from tutor.judge.child.modules import execute_checks
from tutor.judge.child.runs import Job, Requests, Send, end, load, prepare
from tutor.judge.child.tracing import Listener, tracer

SECONDS = 0.3  # that one run may take: a change may make a loop endless, or an array huge
TIMES, SPARE = 4, 0.02  # that of the text itself, and some seconds more
AS_RIGHT = 2  # times that of the model answer: a text that raises early tells little of what a right one takes

_BaseException = BaseException


class _TooLong(BaseException):
    """A run whose time is up."""


class _Lines(Listener):
    """Which lines of the text run at all."""

    def __init__(self) -> None:
        self.seen: set[int] = set()

    def called(self, frame: FrameType) -> bool:
        return True

    def line(self, frame: FrameType, number: int) -> None:
        self.seen.add(number)


def vary(job: Job, _blob: bytes, send: Send, _requests: Requests) -> None:
    """Each run of `job["runs"]` in turn; job["until"]: the one observation that is asked for, or None for all.

    job["text"]: what they are variations of. A run whose changes, run["lines"], all lie in lines that do not run before
    that observation is left out. job["model"]: the model answer, for the time that a right one takes. job["seconds"]: when
    these are over, so are those that are left. Both count for broken.
    All times are of the processor: what else the machine does has no say in what is found.
    """
    sys.stdout = sys.stderr = _Silence()
    warnings.simplefilter("ignore")
    prepare(job)
    lines, limit = _look(job)
    over = time.process_time() + job["seconds"]
    for run in job["runs"]:
        spans = [range(low, high + 1) for low, high in run["lines"]]
        touched = lines is None or not spans or any(map(lines.intersection, spans))
        told = "done" if touched and time.process_time() < over and _observe(run, job, limit, send) else "broken"
        end(send, run["name"], {"how": told})


def _look(job: Job) -> tuple[set[int] | None, float]:
    """The lines of the text itself that run, and what a variation of it may take."""
    lines, run = _Lines(), {"name": "", "file": "answer.py", "text": job["text"], "seed": job["seed"]}
    watch, began = tracer(run["file"], lines), time.process_time()
    watch.start()
    try:
        complete = _observe(run, job, SECONDS, _say_nothing)
    finally:
        watch.stop()
    ended = time.process_time()
    _observe({**run, "text": job["model"]}, job, SECONDS, _say_nothing)
    limit = min(SECONDS, max(TIMES * (ended - began), AS_RIGHT * (time.process_time() - ended)) + SPARE)
    return lines.seen if complete and job["until"] else None, limit


def _say_nothing(*_: Any, **__: Any) -> None:
    """The text itself has been heard."""


def _observe(run: Job, job: Job, limit: float, send: Send) -> bool:
    """Whether a run came as far as it should."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        _send(run, job, send)
        return True
    except _BaseException:
        return False  # a change that does not run mends nothing
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)


def _send(run: Job, job: Job, send: Send) -> None:
    run = {**run, "briefly": True}
    module = load(run, job, prepared=True)
    for seen in execute_checks(job["checks"]).checks(module, Draw(run["seed"])):
        if job["until"] is None or seen.name == job["until"]:
            send_observation(seen, run, send, [], later=True)
        if seen.name == job["until"]:
            return


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLong


class _Silence:
    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""
