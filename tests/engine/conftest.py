"""What the engine's tests share: an array module that is not NumPy, and hypothesis without a clock."""

import operator

import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("engine", deadline=None, max_examples=60)
settings.load_profile("engine")


class StrictArray:
    """An array of another module, such as CuPy's: NumPy functions refuse it, and so does arithmetic with NumPy arrays."""

    __array_ufunc__ = None

    def __init__(self, array):
        self.inner = np.asarray(array)

    def __array_namespace__(self):
        return STRICT

    def __array__(self, *_, **__):
        raise TypeError("a NumPy function was called on an array that does not live in NumPy")

    def __array_function__(self, function, *_):
        raise TypeError(f"np.{function.__name__} was called on an array that does not live in NumPy")

    def __getattr__(self, name):
        return wrapped(getattr(self.inner, name))

    def __len__(self):
        return len(self.inner)

    def __getitem__(self, index):
        return wrapped(self.inner[unwrapped(index)])

    def __setitem__(self, index, value):
        self.inner[unwrapped(index)] = unwrapped(value)

    def __float__(self):
        return float(self.inner)

    def __int__(self):
        return int(self.inner)

    def __bool__(self):
        return bool(self.inner)


def wrapped(value):
    if isinstance(value, np.ndarray | np.generic):
        return StrictArray(value)
    if isinstance(value, type) or not callable(value):
        return value
    return lambda *args, **kwargs: wrapped(value(*unwrapped(args), **{k: unwrapped(v) for k, v in kwargs.items()}))


def unwrapped(value):
    if isinstance(value, StrictArray):
        return value.inner
    if isinstance(value, np.ndarray):
        raise TypeError("a NumPy array met an array that does not live in NumPy")
    if isinstance(value, tuple | list):
        return type(value)(unwrapped(each) for each in value)
    return value


def _operator(function):
    return lambda self, other: wrapped(function(self.inner, unwrapped(other)))


def _reflected(function):
    return lambda self, other: wrapped(function(unwrapped(other), self.inner))


def _in_place(function):
    def change(self, other):
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
StrictArray.__neg__ = lambda self: wrapped(-self.inner)
StrictArray.__abs__ = lambda self: wrapped(abs(self.inner))
StrictArray.__hash__ = None


class StrictModule:
    """NumPy's functions under another name, for StrictArrays only. `asarray` alone lets a NumPy array in."""

    __name__ = "strict"

    def __init__(self, module):
        self.module = module

    def __getattr__(self, name):
        found = getattr(self.module, name)
        return StrictModule(found) if type(found) is type(np) else wrapped(found)

    def asarray(self, array, dtype=None):
        return array if isinstance(array, StrictArray) and dtype is None else StrictArray(np.asarray(raw(array), dtype))

    def default_rng(self, seed=None):
        return StrictRng(np.random.default_rng(seed))


class StrictRng:
    def __init__(self, rng):
        self.rng = rng
        self.bit_generator = rng.bit_generator

    def __getattr__(self, name):
        return wrapped(getattr(self.rng, name))


def raw(array):
    return array.inner if isinstance(array, StrictArray) else array


STRICT = StrictModule(np)


def _gpu():
    cupy = pytest.importorskip("cupy", reason="CuPy is not installed")
    if not cupy.is_available():
        pytest.skip("no CUDA GPU here")
    return cupy


@pytest.fixture(params=["numpy", "strict", "cupy"])
def xp(request):
    """NumPy, the strict stand-in, and CuPy where there is a GPU: the same tests for all three."""
    return {"numpy": lambda: np, "strict": lambda: STRICT, "cupy": _gpu}[request.param]()


@pytest.fixture
def strict():
    return STRICT


@pytest.fixture
def host():
    """Any module's array as a NumPy array, to compare it."""
    return lambda array: array.get() if hasattr(array, "get") else np.asarray(raw(array))
