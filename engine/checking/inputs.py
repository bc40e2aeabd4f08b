"""What went in: the arguments of the calls behind each observation.

Every run of the checks has the same inputs, so it is enough to note them once, in the model answer's run. Whoever holds a
wrong value beside the right one can then say more of it: that it is `x` itself, or wrong only where `x` is below 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from types import FunctionType, ModuleType
from typing import Any, TypeAlias

import numpy as np

from engine.checking.observations import Draw, Observation, Observations

Checks: TypeAlias = Callable[[ModuleType, Draw], Observations]

MODEL = "solution.py"  # the file whose run is noted
LARGEST = 4096  # elements of an array worth noting
MOST = 100  # notes of one run


def noted(checks: Checks) -> Checks:
    """The same checks, whose run on the model answer also shows what went in, as `case/name/given`."""

    def watching(module: ModuleType, draw: Draw) -> Observations:
        return _with_inputs(checks, module, draw) if module.__file__ == MODEL else checks(module, draw)

    return watching


def _with_inputs(checks: Checks, module: ModuleType, draw: Draw) -> Observations:
    notes = _Notes()
    notes.watch(module)
    said: set[str] = set()
    for seen in checks(module, draw):
        yield seen
        for name, value in notes.taken():
            title = f"{seen.name.rsplit('/', 2)[0]}/{name}/given"
            if title not in said and len(said) < MOST:
                said.add(title)
                yield Observation(title, seen.stage, "shown", value)


class _Notes:
    """The first arguments by name since they were last taken. What the code under check calls by itself is not noted."""

    def __init__(self) -> None:
        self._held: dict[str, Any] = {}
        self._depth = 0

    def taken(self) -> list[tuple[str, Any]]:
        held = list(self._held.items())
        self._held.clear()
        return held

    def watch(self, module: ModuleType) -> None:
        """Wrap every function and method that the module itself defines."""
        for name, made in list(vars(module).items()):
            if isinstance(made, FunctionType):
                setattr(module, name, self._watched(made))
            elif isinstance(made, type) and made.__module__ == module.__name__:
                for method, function in list(vars(made).items()):
                    if isinstance(function, FunctionType):
                        setattr(made, method, self._watched(function))

    def _watched(self, function: FunctionType) -> Callable[..., Any]:
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        usual = function.__defaults__ or ()
        left_out = dict(zip(names[len(names) - len(usual) :], usual, strict=True))

        @wraps(function)
        def call(*args: Any, **named: Any) -> Any:
            if not self._depth:
                self._note({**left_out, **dict(zip(names, args, strict=False)), **named})
            self._depth += 1
            try:
                return function(*args, **named)
            finally:
                self._depth -= 1

        return call

    def _note(self, given: dict[str, Any]) -> None:
        for name, value in given.items():
            for title, array in _arrays(name, value):
                if title not in self._held and np.size(array) <= LARGEST:
                    self._held[title] = np.array(array)


def _arrays(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Numbers and arrays in an argument: itself, the entries of a dictionary, the parameters of a network."""
    if isinstance(value, np.ndarray | np.generic | int | float):
        yield name, value
    entries = value if isinstance(value, dict) else getattr(value, "params", None)
    if isinstance(entries, dict):
        yield from ((str(key), item) for key, item in entries.items() if isinstance(item, np.ndarray))
