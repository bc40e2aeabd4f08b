"""Random sources put back to one place before each call, so that twice the same call is twice the same answer.

Seeding costs more than most calls under check, and few of them draw at all. So the memory of each global generator is
compared with what it was right after seeding, and only one that has been drawn from is seeded again.
"""

from __future__ import annotations

import ctypes
import random
from collections.abc import Callable, Iterable
from functools import cache
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator as _Generator

_NOTHING: dict[str, Any] = {}

_MT19937_BYTES = 4 * (624 + 1)  # the words of a Mersenne twister and the position among them


class Twister(NamedTuple):
    """A Mersenne twister behind a module's functions: where its words lie, and how to seed it."""

    memory: memoryview
    seed: Callable[[int], Any]
    start: bytes

    def reset(self) -> None:
        if bytes(self.memory) != self.start:  # byte by byte a view compares far more slowly
            self.seed(0)


def _watch(address: int, seed: Callable[[int], Any]) -> Twister:
    seed(0)
    memory = memoryview((ctypes.c_char * _MT19937_BYTES).from_address(address)).cast("B")
    return Twister(memory, seed, bytes(memory))


@cache
def _twisters() -> tuple[Twister, Twister]:
    """Python's own and NumPy's global one. Made once, before a worker is confined: later on ctypes is refused."""
    pythons = random.seed.__self__  # type: ignore[attr-defined]  # the hidden instance of the module
    numpys = np.random.mtrand._rand._bit_generator  # noqa: SLF001 - NumPy has no other name for it
    # CPython keeps (index, words) behind the object's head; NumPy tells the address of (words, position).
    return (
        _watch(id(pythons) + object.__basicsize__, random.seed),
        _watch(numpys.ctypes.state_address, np.random.seed),
    )


_adopted: list[_Generator] = []
_unseeded = count()


def number_unseeded_generators() -> None:
    """From now on generators made without a seed get 0, 1, 2 and so on: each differs from the others, as anywhere, and after
    `reset_random` they come again."""
    fresh = np.random.default_rng

    def default_rng(seed: Any = None) -> Any:
        return fresh(next(_unseeded) if seed is None else seed)

    np.random.default_rng = default_rng


def adopt(module: object) -> None:
    """From now on `reset_random` resets the generators that a module under check has made for itself, too."""
    _adopted[:] = [held for held in _attributes(module) if isinstance(held, _Generator)]


def reset_random(*owners: object) -> None:
    """Put every random source in reach where a seed of 0 puts it: Python's and NumPy's global ones, the generators of the
    module under check, and those that `owners` hold. So two of these draw alike, whatever seeds they were made with. Those
    still to be made without a seed get 0, 1, 2 and so on again."""
    global _unseeded
    _unseeded = count()
    for twister in _twisters():
        twister.reset()
    for generator in _adopted:
        _restart(generator)
    for owner in owners:
        for held in _attributes(owner):
            if isinstance(held, _Generator):
                _restart(held)


def _attributes(owner: object) -> Iterable[object]:
    return getattr(owner, "__dict__", _NOTHING).values()


def _restart(generator: _Generator) -> None:
    generator.bit_generator.state = type(generator.bit_generator)(0).state
