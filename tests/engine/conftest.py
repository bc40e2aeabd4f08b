"""What the engine's tests share: an array module that is not NumPy, and hypothesis without a clock."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Never

import numpy as np
import pytest
from hypothesis import settings

from engine.backend import Array, ArrayModule

settings.register_profile("engine", deadline=None, max_examples=60)
settings.load_profile("engine")


class StrictArray:
    """An array of another module, such as CuPy's: NumPy functions refuse it, and so does arithmetic with NumPy arrays."""

    __array_ufunc__ = None
    __hash__ = None  # type: ignore[assignment]  # compared by its numbers, as an array is

    def __init__(self, array: Array) -> None:
        self.inner = np.asarray(array)

    def __array_namespace__(self) -> StrictModule:
        return STRICT

    def __array__(self, *_: object, **__: object) -> Never:
        raise TypeError("a NumPy function was called on an array that does not live in NumPy")

    def __array_function__(self, function: Callable[..., object], *_: object) -> Never:
        raise TypeError(f"np.{function.__name__} was called on an array that does not live in NumPy")

    def __getattr__(self, name: str) -> Any:
        return wrapped(getattr(self.inner, name))

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
        raise TypeError("a NumPy array met an array that does not live in NumPy")
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
for _name in ("lt", "le", "gt", "ge", "eq", "ne", "and_"):
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


def _gpu() -> ArrayModule:
    cupy = pytest.importorskip("cupy", reason="CuPy is not installed")
    if not cupy.is_available():
        pytest.skip("no CUDA GPU here")
    return cupy


@pytest.fixture(params=["numpy", "strict", "cupy"])
def xp(request: pytest.FixtureRequest) -> ArrayModule:
    """NumPy, the strict stand-in, and CuPy where there is a GPU: the same tests for all three."""
    return {"numpy": lambda: np, "strict": lambda: STRICT, "cupy": _gpu}[request.param]()


@pytest.fixture
def strict() -> StrictModule:
    return STRICT


@pytest.fixture
def host() -> Callable[..., Any]:
    """Any module's array as a NumPy array, to compare it."""
    return lambda array: array.get() if hasattr(array, "get") else np.asarray(raw(array))
