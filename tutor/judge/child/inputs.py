"""What a case hands to the learner's code: the arguments of the calls from outside, by their names.

The model answer's run tells them beside what it observes (`note_inputs`): every run of the checks has the same, and whoever
holds a wrong value beside the right one can then say more of it, that it is `x` itself or wrong only where `x` is below 0.
Try asks for those of one case (`inputs_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any

import numpy as np

from engine.checking import Draw, Observation, Observations
from tutor.judge.child.modules import LEARNER, execute, execute_checks
from tutor.judge.child.runs import Job, is_repeated
from tutor.judge.child.tracing import Listener, tracer
from tutor.observed import ObservationName

LARGEST = 4096  # elements of an array worth noting
MOST = 100  # notes of one run
MAX_ITEMS = 100

_BaseException = BaseException
_NOT_DATA = object()


class OutsideCalls(Listener):
    """Hears of the calls of a file's functions. What these call in their turn are details of the learner's."""

    def __init__(self, file: str, hear: Callable[[dict[str, Any]], None]) -> None:
        self._file, self._hear = file, hear

    def called(self, frame: FrameType) -> bool:
        if not _is_within(self._file, frame.f_back):
            code, held = frame.f_code, frame.f_locals
            self._hear({name: held[name] for name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]})
        return False


def _is_within(file: str, frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_filename != file:
        frame = frame.f_back
    return frame is not None


# --- beside each observation ---


def note_inputs(observations: Observations, file: str) -> Observations:
    """The observations of a run of `file`, and after them what went in, as `case/name/given`: the first of each name."""
    fresh: dict[str, Any] = {}
    noted: set[ObservationName] = set()
    watch = tracer(file, OutsideCalls(file, lambda arguments: _keep_first(arguments, fresh)))
    watch.start()
    try:
        for seen in observations:
            yield seen
            for name, value in fresh.items():
                title = ObservationName.parse(seen.name)._replace(variable=name, what="given")
                if title not in noted and len(noted) < MOST:
                    noted.add(title)
                    yield Observation(str(title), seen.stage, "shown", value)
            fresh.clear()
    finally:
        watch.stop()


def _keep_first(arguments: Mapping[str, Any], kept: dict[str, Any]) -> None:
    for name, value in arguments.items():
        for title, array in _arrays(name, value):
            if title not in kept and np.size(array) <= LARGEST:
                kept[title] = np.array(array)


def _arrays(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Numbers and arrays in an argument: itself, the entries of a dictionary, the parameters of a network."""
    if isinstance(value, np.ndarray | np.generic | int | float):
        yield name, value
    entries = value if isinstance(value, dict) else getattr(value, "params", None)
    if isinstance(entries, dict):
        yield from ((str(key), item) for key, item in entries.items() if isinstance(item, np.ndarray))


# --- those of one case ---


class _CaseInputs:
    """The data handed over in the case at hand: copies, as it may be changed later."""

    def __init__(self) -> None:
        self.of_case: dict[str, Any] = {}
        self._fresh: dict[str, Any] = {}
        self._root: str | None = None

    def hear(self, arguments: Mapping[str, Any]) -> None:
        kept = {name: _copy(value) for name, value in arguments.items()}
        self._fresh.update({name: value for name, value in kept.items() if value is not _NOT_DATA})

    def observe(self, root: str) -> None:
        """An observation of this case was made: the calls before it belong to it."""
        if root != self._root:
            self._root, self.of_case = root, {}
        self.of_case.update(self._fresh)
        self._fresh.clear()


def inputs_of(job: Job) -> dict[str, Any]:
    """What the case of the observation `job["until"]` hands over; of the first case where that is empty.

    The checks run on a module of their own, up to that observation at most; where they break off before it, nothing.
    """
    run, inputs = job["runs"][0], _CaseInputs()
    watch = tracer(run["file"], OutsideCalls(run["file"], inputs.hear))
    try:
        module = execute(LEARNER, run["file"], run["text"])
        observations = execute_checks(job["checks"]).checks(module, Draw(job["seed"]))
        watch.start()
        return _collect(job["until"], observations, inputs)
    except _BaseException:  # the learner's code may do anything; what they asked for is still answered
        return {}
    finally:
        watch.stop()


def _collect(until: str, observations: Observations, inputs: _CaseInputs) -> dict[str, Any]:
    wanted = ObservationName.parse(until).root if until else ""
    for seen in observations:
        root = ObservationName.parse(seen.name).root
        wanted = wanted or root
        if inputs.of_case and root != wanted and not until:
            break
        inputs.observe(root)
        if seen.name == until or (root == wanted and is_repeated(seen)):
            break
    return inputs.of_case


def _copy(value: Any) -> Any:
    """Arrays, numbers, and dictionaries and lists of them; anything else is not data."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy() if value.dtype.kind in "fiub" else _NOT_DATA
    if kind in (bool, int, float) or isinstance(value, np.number):
        return value
    if kind is dict and len(value) <= MAX_ITEMS:
        items = {key: _copy(item) for key, item in value.items() if type(key) is str}
        return _NOT_DATA if any(item is _NOT_DATA for item in items.values()) else items
    if kind in (list, tuple) and len(value) <= MAX_ITEMS:
        parts = [_copy(item) for item in value]
        return _NOT_DATA if any(part is _NOT_DATA for part in parts) else kind(parts)
    return _NOT_DATA
