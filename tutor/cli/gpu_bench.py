"""NumPy on the processor beside CuPy on the GPU: the same work at growing sizes, and from which size on the GPU pays.

A GPU returns before it is done, so the clock is read only after it was waited for; the first calls, which compile, do not
count. Data are on the GPU already: copying them there is another matter.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from engine.backend import Array, ArrayModule
from engine.figures import Board, Lines, Series

Clock: TypeAlias = Callable[[], float]
Work: TypeAlias = Callable[..., Array]

SIZES = tuple(2**power for power in range(4, 13))
BATCH = 100
REPEATS = 5
PASSED = 0.02  # seconds of work for each reading of the clock, where one call takes far less
SLOW = 2.0  # seconds: a size that takes the processor longer is the last


def product(_: ArrayModule, x: Array, W: Array, __: Array) -> Array:
    """x: (n, n), W: (n, n) -> (n, n)"""
    return x @ W


def layer(xp: ArrayModule, x: Array, W: Array, b: Array) -> Array:
    """The forward of an Affine with its ReLU. x: (BATCH, n), W: (n, n), b: (n,) -> (BATCH, n)"""
    return xp.maximum(x[:BATCH] @ W + b, 0)


WORKS: dict[str, Work] = {"product": product, "layer": layer}


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds of one call, on the processor and on the GPU."""

    work: str
    size: int
    cpu: float
    gpu: float


def readings(gpu: ArrayModule, sizes: Sequence[int] = SIZES, clock: Clock = time.perf_counter) -> Iterator[Reading]:
    """Each kind of work at each size, float32, until one takes the processor too long."""
    for name in WORKS:
        for size in sizes:
            reading = _read(name, size, gpu, clock)
            yield reading
            if reading.cpu > SLOW:
                break


def _read(name: str, size: int, gpu: ArrayModule, clock: Clock) -> Reading:
    work, arrays = WORKS[name], inputs(size)
    there = [gpu.asarray(array) for array in arrays]
    cpu = seconds(lambda: work(np, *arrays), lambda: None, clock)
    return Reading(name, size, cpu, seconds(lambda: work(gpu, *there), waiting(gpu), clock))


def inputs(size: int) -> list[Array]:
    """x: (size, size), at least a batch, W: (size, size), b: (size,)"""
    rng = np.random.default_rng(size)
    return [rng.standard_normal(shape, dtype=np.float32) for shape in ((max(size, BATCH), size), (size, size), (size,))]


def waiting(xp: ArrayModule) -> Callable[[], Any]:
    """A function that returns once all that was begun is done: a module that computes at once needs none."""
    return xp.cuda.Device().synchronize if hasattr(xp, "cuda") else lambda: None


def seconds(call: Callable[[], Array], wait: Callable[[], Any], clock: Clock) -> float:
    """Of one call: the best of several readings, each of as many calls as take long enough to be told from the clock."""
    call()
    once = _timed(call, wait, 1, clock)
    calls = max(1, int(PASSED / max(once, 1e-9)))
    return min(_timed(call, wait, min(calls, 1000), clock) for _ in range(REPEATS))


def _timed(call: Callable[[], Array], wait: Callable[[], Any], calls: int, clock: Clock) -> float:
    wait()
    started = clock()
    for _ in range(calls):
        call()
    wait()
    return (clock() - started) / calls


def pays_from(found: Sequence[Reading], work: str) -> int | None:
    """The smallest size from which on the GPU was faster at every size measured; None where it never was at the largest."""
    size = None
    for reading in reversed([one for one in found if one.work == work]):
        if reading.gpu >= reading.cpu:
            break
        size = reading.size
    return size


def picture(found: Sequence[Reading]) -> Board:
    """A plot for each kind of work, both axes logarithmic."""
    return Board(tuple(_plot([one for one in found if one.work == work], work) for work in WORKS), columns=2)


def _plot(found: Sequence[Reading], work: str) -> Lines:
    powers = np.log2([one.size for one in found])
    curves = (("cpu", [one.cpu for one in found]), ("gpu", [one.gpu for one in found]))
    series = tuple(Series(name, powers, 1e6 * np.array(taken)) for name, taken in curves)
    return Lines(series, title=work, x_label="size", log_y=True)


def as_object(found: Sequence[Reading], device: str) -> dict[str, Any]:
    """What `--json` prints; seconds of one call."""
    rows = [{"work": one.work, "size": one.size, "cpu_seconds": one.cpu, "gpu_seconds": one.gpu} for one in found]
    return {"device": device, "dtype": "float32", "readings": rows, "pays_from": {w: pays_from(found, w) for w in WORKS}}
