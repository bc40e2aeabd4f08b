"""What a check writes down: named values, never a verdict.

A check runs in the same way against a learner's code, a model answer and a known mistake. Each run yields observations; who
compares them, and with what, is decided elsewhere. So a check holds no expected values, and diagnosis is behaviour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from math import prod
from typing import Any, Literal, NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
from numpy.random import Generator as _Generator
from numpy.random import Philox as _Philox

from engine.checking.randomness import reset_random

__all__ = [
    "Array",
    "Draw",
    "Observation",
    "Observations",
    "Raised",
    "announce_repeats",
    "attempt",
    "beyond",
    "deviation",
    "reset_random",
    "same_bytes",
]

Array: TypeAlias = Any
Rule: TypeAlias = Literal["same", "like", "small", "slopes", "shown"]

_START = (0, 0, 0, 0)  # plain numbers: NumPy reads them one by one
_KEPT = 4096  # elements of the largest array that is worth keeping


class Raised:
    """An exception that came out of the code under check.

    Whoever takes it for the value that never came gets the exception again: a check that goes on with what `attempt` gave
    then tells of the learner's own line, and not of an object that they have never heard of.
    """

    __slots__ = ("error",)

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def _again(self, *_: Any, **__: Any) -> Any:
        raise self.error

    __iter__ = __len__ = __getitem__ = __contains__ = __call__ = __array__ = __float__ = __int__ = __index__ = _again
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __matmul__ = __rmatmul__ = __truediv__ = _again
    __rtruediv__ = __neg__ = __lt__ = __le__ = __gt__ = __ge__ = _again

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise self.error


class Observation(NamedTuple):
    """A named value. `name` is `case/variable/what`, such as `N=3/dW/slopes`.

    rule: how a run is to be held against the model answer's run:
      same    equal to the model answer's value, within rtol and atol
      like    of the same kind, shape and finiteness; the numbers are judged elsewhere
      small   a number of its own that must not exceed atol (a deviation from itself)
      slopes  rows of (analytic, numerical, error, scale), judged by `engine.gradients.judge`
      shown   not judged: kept for a picture
    beyond: more than the books' page asks; failing costs a note, not the pass.
    """

    name: str
    stage: str
    rule: Rule
    value: Any
    rtol: float = 1e-7
    atol: float = 1e-9
    beyond: bool = False


Observations: TypeAlias = Iterator[Observation]


def announce_repeats(case: str) -> Observation:
    """From here on the same code is called again and again: what it prints is of no more interest."""
    return Observation(f"{case}/calls/repeat", "purity", "shown", None)


def attempt(call: Callable[[], Any]) -> Any:
    """The value of `call()`, or Raised. Whatever a learner's code raises is an answer, sys.exit included."""
    try:
        return call()
    except BaseException as error:  # noqa: BLE001 - an outcome to report, not a fault to handle
        return Raised(error)


def beyond(observations: Observations) -> Observations:
    """The same observations, marked as more than the page asks."""
    return (seen._replace(beyond=True) for seen in observations)


@cache
def _shared() -> np.random.Generator:
    return _Generator(_Philox(key=0))


def _keyed(generator: np.random.Generator, first: int, second: int) -> np.random.Generator:
    """Put a Philox generator at the start of the stream with this key: a tenth of the cost of a new one."""
    generator.bit_generator.state = {
        "bit_generator": "Philox",
        "state": {"counter": _START, "key": (first, second)},
        "buffer": _START,
        "buffer_pos": 4,
        "has_uint32": 0,
        "uinteger": 0,
    }
    return generator


def _numbers(first: int, second: int, shape: tuple[int, ...]) -> Array:
    return _keyed(_shared(), first, second).standard_normal(shape)


# A check asks for the same numbers in several places, and several texts get the same ones: they are drawn once.
_kept_numbers = lru_cache(maxsize=1024)(_numbers)


class Draw(NamedTuple):
    """Random inputs by name. The same (seed, case, name, attempt) gives the same numbers, whatever was drawn before:
    nothing that the code under check does can shift what it gets next.

    voter: where checks of gradients get a second opinion, see `engine.checking.probes.Voter`.
    """

    seed: int
    case: str = ""
    attempt: int = 0
    voter: Callable[[Any, str], Observations] | None = None

    def at(self, case: str, attempt: int = 0) -> Draw:
        """A source for one case; attempt > 0 gives other numbers for the same names."""
        return Draw(self.seed, case, attempt, self.voter)

    def rng(self, name: str) -> np.random.Generator:
        """A generator of its own for `name`."""
        return _keyed(_Generator(_Philox(key=0)), *self._key(name))

    def _key(self, name: str) -> tuple[int, int]:
        seed = self.seed & 0xFFFFFFFF
        return seed << 32 | crc32(self.case.encode()), crc32(name.encode()) << 8 | self.attempt

    def __call__(self, name: str, shape: Sequence[int] | int) -> Array:
        """Standard normal float64 numbers of this shape; an array of its own for each call."""
        sizes = (shape,) if isinstance(shape, int) else tuple(shape)
        if prod(sizes) > _KEPT:
            return _numbers(*self._key(name), sizes)
        return _kept_numbers(*self._key(name), sizes).copy()

    def labels(self, name: str, count: int, classes: int) -> Array:
        """Class numbers, (count,), each of the classes at least once where count allows."""
        return self.rng(name).permutation(np.arange(count) % classes)

    def one_hot(self, name: str, count: int, classes: int) -> Array:
        """The same labels as rows of an identity matrix, (count, classes)."""
        return np.eye(classes)[self.labels(name, count, classes)]


def same_bytes(one: Array, other: Array) -> bool:
    """True if two arrays are equal to the last bit (NaN equals NaN)."""
    return bool(one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes())


def deviation(one: Any, other: Any) -> float:
    """Largest absolute difference of two values that ought to be equal; infinite where they cannot be compared."""
    first, second = np.asarray(one), np.asarray(other)
    if first.shape != second.shape or first.dtype.kind not in "fiub" or second.dtype.kind not in "fiub":
        return float("inf")
    if same_bytes(first, second) or first.size == 0:
        return 0.0
    gap = np.abs(first.astype(float) - second.astype(float))
    return float(np.max(np.where(np.isnan(gap), np.inf, gap)))
