"""What a case hands to the learner's code: the arguments of the calls from outside, by their names."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import FrameType
from typing import Any

import numpy as np

from engine.checking import Draw
from tutor.judge.child.checks import is_repeated
from tutor.judge.child.inlay_hints import told
from tutor.judge.child.modules import LEARNER, executed, executed_checks
from tutor.judge.child.runs import Job

MAX_ITEMS = 100
_settrace = sys.settrace
_BaseException = BaseException
_NOT_DATA = object()


class Inputs:
    """Watches the calls of one file's functions. What they call among themselves are details of the learner's."""

    def __init__(self, file: str) -> None:
        self.of_case: dict[str, Any] = {}
        self._file = file
        self._fresh: dict[str, Any] = {}
        self._root: str | None = None

    def called(self, frame: FrameType, _event: str, _argument: Any) -> None:
        """The trace function: takes copies, as what was handed over may be changed later."""
        code, caller = frame.f_code, frame.f_back
        if code.co_filename != self._file or (caller and caller.f_code.co_filename == self._file):
            return
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        kept = {name: _copied(frame.f_locals[name]) for name in names}
        self._fresh.update({name: value for name, value in kept.items() if value is not _NOT_DATA})

    def observed(self, root: str) -> None:
        """An observation of this case was made: the calls before it belong to it."""
        if root != self._root:
            self._root, self.of_case = root, {}
        self.of_case.update(self._fresh)
        self._fresh.clear()


def inputs_of(job: Job) -> dict[str, Any]:
    """What the case of the observation `job["until"]` hands over; of the first case where that is empty.

    The checks run on a module of their own, up to that observation at most; where they break off before it, nothing.
    """
    run = job["runs"][0]
    inputs = Inputs(run["file"])
    try:
        module = executed(LEARNER, run["file"], run["text"])
        observations = executed_checks(job["checks"]).checks(module, Draw(job["seed"]))
        _settrace(inputs.called)
        return _up_to(job["until"], observations, inputs)
    except _BaseException:  # the learner's code may do anything; what they asked for is still answered
        return {}
    finally:
        _settrace(None)


def _up_to(name: str, observations: Any, inputs: Inputs) -> dict[str, Any]:
    wanted = name.split("/", 1)[0]
    for seen in observations:
        root = seen.name.split("/", 1)[0]
        wanted = wanted or root
        if inputs.of_case and root != wanted and name == "":
            break
        inputs.observed(root)
        if seen.name == name or (root == wanted and is_repeated(seen)):
            break
    return inputs.of_case


def described(inputs: Mapping[str, Any]) -> str:
    """`x (3, 4), W (4, 5)`: each name with its shape, or with its number."""
    return ", ".join(f"{name} {told(value)}".strip() for name, value in inputs.items())


def _copied(value: Any) -> Any:
    """Arrays, numbers, and dictionaries and lists of them; anything else is not data."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy() if value.dtype.kind in "fiub" else _NOT_DATA
    if kind in (bool, int, float) or isinstance(value, np.number):
        return value
    if kind is dict and len(value) <= MAX_ITEMS:
        items = {key: _copied(item) for key, item in value.items() if type(key) is str}
        return _NOT_DATA if any(item is _NOT_DATA for item in items.values()) else items
    if kind in (list, tuple) and len(value) <= MAX_ITEMS:
        parts = [_copied(item) for item in value]
        return _NOT_DATA if any(part is _NOT_DATA for part in parts) else kind(parts)
    return _NOT_DATA
