"""The job `check`: run a lesson's checks against one text after another, and send each observation as it is made."""

from __future__ import annotations

import io
import os
import sys
import time
import warnings
from functools import partial
from types import FrameType, ModuleType
from typing import Any

from engine.checking import Draw, Observation, Observations, Raised
from engine.checking.probes import Voter
from tutor.judge.child.crashes import describe_crash
from tutor.judge.child.inlay_hints import InlayHints
from tutor.judge.child.inputs import note_inputs
from tutor.judge.child.memory import keep_reserve, let_reserve_go
from tutor.judge.child.modules import execute_checks
from tutor.judge.child.runs import Job, Prints, Requests, Send, Stopped, end, is_repeated, load, prints_for
from tutor.judge.wire import packing
from tutor.observed import ObservationName

MAX_WARNINGS = 8

_exit, _now, _getframe = os._exit, time.perf_counter, sys._getframe
_isinstance, _len = isinstance, len
_Raised, _BaseException = Raised, BaseException


def check(job: Job, _blob: bytes, send: Send, _requests: Requests) -> None:
    """Each run of `job["runs"]` in turn."""
    for run in job["runs"]:
        keep_reserve()
        _one_run(run, job, send)


def _one_run(run: Job, job: Job, send: Send) -> None:
    started = _now()
    sys.stdin = io.StringIO("")
    prints = prints_for(send, run["name"], _exit)
    inlay_hints: dict[int, str] = {}
    with warnings.catch_warnings():
        heard, fresh = _listen(run["file"], prints)
        try:
            _observe(load(run, job), run, job, send, prints, inlay_hints, fresh)
            told: dict[str, Any] = {"how": "done"}
        except Stopped as stopped:
            told = stopped.told
        except _BaseException as error:
            told = _told(error, run)
    let_reserve_go()  # for the last words of a run that has filled its memory
    prints.flush()
    if inlay_hints:
        send({"t": "inlay_hints", "run": run["name"], "lines": sorted(inlay_hints.items())}, later=True)
    end(send, run["name"], told, lost=prints.lost, warnings=heard, seconds=_now() - started)


def _observe(
    module: ModuleType, run: Job, job: Job, send: Send, prints: Prints, lines: dict[int, str], fresh: list[list[Any]]
) -> None:
    observations = _observations(module, run, job)
    inlay_hints = InlayHints(run["file"], run["text"], lines) if run.get("inlay_hints") else None
    try:
        if inlay_hints:
            inlay_hints.start()
        for seen in observations:
            send_observation(seen, run, send, fresh, later=not prints.open or _can_wait(seen))
            fresh.clear()
            if not prints.open:  # what is called again and again is neither heard nor followed
                continue
            repeated = is_repeated(seen)
            if inlay_hints:
                inlay_hints.follow(ObservationName.parse(seen.name).root, repeated)
            if repeated:
                prints.open = False
                prints.flush()
    except _BaseException as error:
        raise _failed(error, run) from None
    finally:
        if inlay_hints:
            inlay_hints.stop()


def _told(error: BaseException, run: Job) -> dict[str, Any]:
    """Of a failure outside of the checks, which a text can cause that meddles with what describes it."""
    try:
        return _failed(error, run).told
    except _BaseException:
        return {"how": "broken"}


def _failed(error: BaseException, run: Job) -> Stopped:
    """Where no line of the text was at work the check itself has failed, save for memory that the text has filled."""
    crash = describe_crash(error, run["file"])
    return Stopped("raised" if crash["frames"] or crash["type"] == "MemoryError" else "broken", crash=crash)


def _observations(module: ModuleType, run: Job, job: Job) -> Observations:
    """What the lesson's checks observe of the module.

    job["vote"]: a function of `mine` that is asked for a second opinion on gradients. run["note_inputs"]: whether the run
    also tells what went in.
    """
    checks = execute_checks(job["checks"])
    voter = Voter(getattr(sys.modules["mine"], job["vote"])) if job.get("vote") else None
    observations = checks.checks(module, Draw(run["seed"] if "seed" in run else job["seed"], voter=voter))
    return note_inputs(observations, run["file"]) if run.get("note_inputs") else observations


def send_observation(seen: Observation, run: Job, send: Send, warned: list[list[Any]], later: bool) -> None:
    """One observation, with what NumPy warned of since the one before; later: it may wait for the next message.

    run["briefly"]: an exception is told without what stood around it.
    """
    blobs: list[bytes] = []
    value = seen.value.error if _isinstance(seen.value, _Raised) else seen.value
    crash_of = partial(describe_crash, file=run["file"], briefly=run.get("briefly", False))
    header = {
        "t": "record",
        "run": run["name"],
        "name": seen.name,
        "stage": seen.stage,
        "rule": seen.rule,
        "rtol": seen.rtol,
        "atol": seen.atol,
        "beyond": seen.beyond,
        "value": packing.pack_value(value, blobs, crash_of),
    }
    if warned:
        header["warned"] = warned[:MAX_WARNINGS]
    send(header, b"".join(blobs), later)


def _can_wait(seen: Observation) -> bool:
    """Whether it is no loss if a run that hangs in its first calls takes this along: it says that all is well."""
    if seen.rule == "small":
        return _isinstance(seen.value, float) and seen.value <= seen.atol
    return seen.value is True


def _listen(own: str, prints: Prints) -> tuple[list[list[Any]], list[list[Any]]]:
    """NumPy's warnings, (line, text) each, once: those about the learner's own lines while prints are of interest, and all
    those since the observation before, which tell where an infinite number comes from.
    """
    heard: list[list[Any]] = []
    fresh: list[list[Any]] = []

    def show(
        message: Warning | str, category: type[Warning], filename: str, lineno: int, file: Any = None, line: Any = None
    ) -> None:
        text = str(message)[:200]
        item = [lineno, text]
        if prints.open and filename == own and item not in heard and _len(heard) < MAX_WARNINGS:
            heard.append(item)
        item = [lineno if filename == own else _line_of(own, _getframe(1)), text]
        if item not in fresh and _len(fresh) < MAX_WARNINGS:
            fresh.append(item)

    warnings.simplefilter("always", RuntimeWarning)
    warnings.showwarning = show
    return heard, fresh


def _line_of(own: str, frame: FrameType | None) -> int:
    """The learner's line that called what goes on in `frame`; 0 if there is none."""
    while frame is not None and frame.f_code.co_filename != own:
        frame = frame.f_back
    return frame.f_lineno if frame is not None else 0
