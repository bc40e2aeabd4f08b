"""Loading somebody's text, what it prints, and telling how it ended: what checks, labs and tries have in common."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Collection, Iterator
from types import FunctionType, ModuleType
from typing import Any

from engine.checking import Observation
from engine.checking.randomness import adopt
from tutor.judge.child.crashes import describe_crash
from tutor.judge.child.modules import LEARNER, execute, install_mine, is_given, withhold
from tutor.judge.child.scenes import nearest
from tutor.observed import ObservationName

Send = Callable[..., None]
Job = dict[str, Any]
Requests = Iterator[tuple[dict[str, Any], bytes]]

_REPEATED = ("small", "slopes")  # rules of observations for which the code was called again
_REPEATS = ("calls", "repeat")  # variable and what of the observation by which a check says so beforehand
KEPT = 64 << 10  # of what is printed
FLOOD = 16 << 20
PROMPT = 64  # this many pieces are sent at once, so that a run which then hangs has its prints all the same
MOST_OTHERS = 3  # names that are told in the place of one that is missing
BLOCK = 4 << 10  # whoever prints more is served in blocks

_BaseException = BaseException
_isinstance, _len, _str, _type = isinstance, len, str, type


class Stopped(Exception):
    """A run that could not go on; `told` says how, in the words of an `end` message."""

    def __init__(self, how: str, **told: Any) -> None:
        super().__init__(how)
        self.told = {"how": how, **told}


def end(send: Send, run: str, told: dict[str, Any], **more: Any) -> None:
    """The last message of a run."""
    send({"t": "end", "run": run, "lost": 0, "warnings": [], "seconds": 0.0, **more, **told})


def is_repeated(seen: Observation) -> bool:
    """Whether from this observation on, or for it, the same code is called again and again."""
    return seen.rule in _REPEATED or ObservationName.parse(seen.name)[1:] == _REPEATS


# --- what it prints ---


class Prints(io.TextIOBase):
    """Stands in for stdout and stderr. `open` is cleared once the first forward and backward are done: a check calls them
    a hundred times more, and nobody wants a hundred copies.
    """

    def __init__(self, send: Callable[[str], None], stop_flood: Callable[[], None]) -> None:
        self._send = send
        self._stop_flood = stop_flood
        self._room = KEPT
        self._waiting = ""
        self._sent = 0
        self.open = True
        self.lost = 0

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("the output of a lesson has no file descriptor")

    def write(self, text: str) -> int:
        if not _isinstance(text, _str):
            raise TypeError(f"write() argument must be str, not {_type(text).__name__}")
        kept = text[: self._room] if self.open else ""
        self._room -= _len(kept)
        self._waiting += kept
        if kept and (_len(self._waiting) >= BLOCK or (self._sent < PROMPT and kept.endswith("\n"))):
            self.flush()
        self.lost += _len(text) - _len(kept)
        if self.lost > FLOOD:
            self._stop_flood()
        return _len(text)

    def flush(self) -> None:
        """Send what waits."""
        if self._waiting:
            waiting, self._waiting = self._waiting, ""
            self._sent += 1
            self._send(waiting)


def prints_for(send: Send, run: str, leave: Callable[[int], Any]) -> Prints:
    """Take over stdout and stderr; a run that prints without end is told of, and ends the process."""

    def say(text: str) -> None:
        send({"t": "print", "run": run, "text": text})

    def stop_flood() -> None:
        end(send, run, {"how": "flooded"})
        leave(0)

    prints = Prints(say, stop_flood)
    sys.stdout = sys.stderr = prints
    return prints


# --- what it is ---


def load(run: Job, job: Job, *, prepared: bool = False) -> ModuleType:
    """The run's text as a module that has every name the lesson asks for. Raises Stopped.

    prepared: what it may import stands ready from a run before.
    """
    if not prepared:
        prepare(job)
    module = _execute(run)
    adopt(module)
    withheld = job.get("withheld", ())
    missing = [name for name in job["defines"] if not _defines(module, name, withheld)]
    if missing:
        raise Stopped("missing", facts={"name": missing[0], **_instead(module, missing[0], job["defines"])})
    return module


def _instead(module: ModuleType, missing: str, wanted: Collection[str]) -> dict[str, str]:
    """What the text defines in place of a name: one like it, else all that is beside what is asked for."""
    others = [name for name, value in module.__dict__.items() if _is_own(value) and name not in wanted]
    if near := nearest(missing, others):
        return {"near": near}
    return {"others": ", ".join(f"`{name:.40}`" for name in others[:MOST_OTHERS])} if others else {}


def _is_own(value: Any) -> bool:
    """Whether a value is a function or a plain class of the text; other classes may answer as they like."""
    return _type(value) in (FunctionType, _type) and value.__module__ == LEARNER


def _defines(module: ModuleType, name: str, withheld: Collection[str]) -> bool:
    """Whether the text has the name, and has not merely been given it, or a module that is called so."""
    value = getattr(module, name, None)
    return hasattr(module, name) and _type(value) is not ModuleType and not (withheld and is_given(value, withheld))


def prepare(job: Job) -> None:
    """What the text may import. It has run before; if it does not run now, the one under check is not to blame."""
    try:
        install_mine(job["mine"])
        if "solution" in job:
            sys.modules["solution"] = execute("solution", "solution.py", job["solution"])
        withhold(job.get("withheld", ()))
    except _BaseException as error:
        file = next((source["file"] for source in job["mine"] if _lines_of(error, source["file"])), "solution.py")
        raise Stopped("broken", crash=describe_crash(error, file), facts={"file": file}) from None


def _lines_of(error: BaseException, file: str) -> bool:
    return bool(describe_crash(error, file)["frames"])


def _execute(run: Job) -> ModuleType:
    file = run["file"]
    try:
        code = compile(run["text"], file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        raise Stopped("parse", crash=describe_crash(error, file)) from None
    try:
        return execute(LEARNER, file, run["text"], code)
    except _BaseException as error:
        raise Stopped("raised", crash=describe_crash(error, file)) from None
