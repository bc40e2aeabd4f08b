"""An array module that is not NumPy, for code that is to follow its data: what runs here names no module by itself.

It stands in for CuPy where there is no GPU, and is stricter: what NumPy's functions cannot do they hand to CuPy, and here
they are refused. Everything is computed by NumPy underneath, on the processor. `StrictArray.made` counts the arrays made so
far: on a GPU each of them would be a kernel to start.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, ClassVar, Never

import numpy as np

from engine.backend import Array

MET = "a NumPy array met an array that does not live in NumPy"


class StrictArray:
    """An array of another module, such as CuPy's: NumPy functions refuse it, and so does arithmetic with NumPy arrays."""

    __hash__ = None  # type: ignore[assignment]  # compared by its numbers, as an array is

    made: ClassVar[int] = 0

    def __init__(self, array: Array) -> None:
        self.inner = np.asarray(array)
        StrictArray.made += 1

    def __array_namespace__(self, **_: object) -> StrictModule:
        return STRICT

    def __array__(self, *_: object, **__: object) -> Never:
        raise TypeError("a NumPy function was called on an array that does not live in NumPy")

    def __array_ufunc__(self, ufunc: np.ufunc, _: str, *inputs: Any, **__: object) -> Any:
        """What NumPy asks before it computes: a single number of its own is let through, as CuPy does."""
        if any(isinstance(given, np.ndarray) for given in inputs):
            raise TypeError(MET)
        if any(isinstance(given, np.generic) for given in inputs):
            return wrapped(ufunc(*map(unwrapped, inputs)))
        raise TypeError(f"np.{ufunc.__name__} was called on an array that does not live in NumPy")

    def __array_function__(self, function: Callable[..., object], *_: object) -> Never:
        raise TypeError(f"np.{function.__name__} was called on an array that does not live in NumPy")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__array_"):  # by which NumPy would get at the numbers without asking `__array__`
            raise AttributeError(name)
        return wrapped(getattr(self.inner, name))

    def get(self) -> Array:
        """A copy that lives in NumPy: asked for by name, as in CuPy."""
        return self.inner.copy()

    def __len__(self) -> int:
        return len(self.inner)

    def __getitem__(self, index: Any) -> Any:
        return wrapped(self.inner[unwrapped(index)])

    def __setitem__(self, index: slice | tuple[slice, ...], value: StrictArray) -> None:
        self.inner[unwrapped(index)] = unwrapped(value)

    def __neg__(self) -> Any:
        return wrapped(-self.inner)

    def __abs__(self) -> Any:
        return wrapped(abs(self.inner))

    def __invert__(self) -> Any:
        return wrapped(~self.inner)

    def __float__(self) -> float:
        return float(self.inner)

    def __int__(self) -> int:
        return int(self.inner)

    def __bool__(self) -> bool:
        return bool(self.inner)


def wrapped(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return StrictArray(value)
    if isinstance(value, type) or not callable(value):
        return value
    return lambda *args, **kwargs: wrapped(value(*unwrapped(args), **{k: unwrapped(v) for k, v in kwargs.items()}))


def unwrapped(value: Any) -> Any:
    if isinstance(value, StrictArray):
        return value.inner
    if isinstance(value, np.ndarray):
        raise TypeError(MET)
    if isinstance(value, tuple | list):
        return type(value)(unwrapped(each) for each in value)
    return value


def _operator(function: Callable[..., Any]) -> Callable[[StrictArray, Any], Any]:
    return lambda self, other: wrapped(function(self.inner, unwrapped(other)))


def _reflected(function: Callable[..., Any]) -> Callable[[StrictArray, Any], Any]:
    return lambda self, other: wrapped(function(unwrapped(other), self.inner))


def _in_place(function: Callable[..., Any]) -> Callable[[StrictArray, Any], StrictArray]:
    def change(self: StrictArray, other: float | StrictArray) -> StrictArray:
        function(self.inner, unwrapped(other))
        return self

    return change


for _name in ("add", "sub", "mul", "truediv", "pow", "matmul", "floordiv", "mod"):
    setattr(StrictArray, f"__{_name}__", _operator(getattr(operator, _name)))
    setattr(StrictArray, f"__r{_name}__", _reflected(getattr(operator, _name)))
for _name in ("add", "sub", "mul", "truediv"):
    setattr(StrictArray, f"__i{_name}__", _in_place(getattr(operator, f"i{_name}")))
for _name in ("lt", "le", "gt", "ge", "eq", "ne", "and_", "or_", "xor"):
    setattr(StrictArray, f"__{_name.strip('_')}__", _operator(getattr(operator, _name)))


class StrictModule:
    """NumPy's functions under another name, for StrictArrays only. `asarray` alone lets a NumPy array in."""

    __name__ = "strict"

    def __init__(self, module: Any) -> None:
        self.module = module

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.module, name)
        return StrictModule(found) if type(found) is type(np) else wrapped(found)

    def asarray(self, array: Array | StrictArray, dtype: np.dtype[Any] | None = None) -> StrictArray:
        return array if isinstance(array, StrictArray) and dtype is None else StrictArray(np.asarray(raw(array), dtype))

    def default_rng(self, seed: int | None = None) -> StrictRng:
        return StrictRng(np.random.default_rng(seed))


class StrictRng:
    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.bit_generator = rng.bit_generator

    def __getattr__(self, name: str) -> Any:
        return wrapped(getattr(self.rng, name))


def raw(array: Array | StrictArray) -> Array:
    return array.inner if isinstance(array, StrictArray) else array


STRICT = StrictModule(np)


def others() -> list[Any]:
    """The array modules besides NumPy that code is tried on: the stand-in, and those that a worker was given."""
    return [STRICT, *given]


given: list[Any] = []
