"""How long the learner's forward takes on this processor at growing sizes, beside what a GPU needs only to be started."""

import time

import numpy as np

from engine.checking.strict import STRICT, StrictArray
from engine.figures import Board, Lines, Note, Series

SIZES = tuple(2**power for power in range(1, 11))  # x, W: (size, size)
REPEATS = 7
PASSED = 0.02  # seconds to measure for, where one call takes far less


def lab(module, draw, settings):
    kernels = operations(module, draw)
    start = kernels * settings.launch * 1e-6
    seconds = []
    for size in SIZES:
        yield Board((picture(seconds, start), Note("measuring", {"size": size})), columns=1)
        seconds.append(timed(module, draw, size))
    yield Board((picture(seconds, start), end(seconds, start, kernels, settings.launch)), columns=1)


def operations(module, draw):
    """How many arrays one forward makes, told by the stand-in."""
    lent = [STRICT.asarray(draw(name, shape)) for name, shape in {"x": (2, 2), "W": (2, 2), "b": (2,)}.items()]
    before = StrictArray.made
    module.forward_xp(*lent)
    return StrictArray.made - before


def timed(module, draw, size):
    """Seconds of one forward: the quickest of several measurements, the clock around as many calls as take long enough."""
    rng = draw.rng(f"size {size}")
    x, W, b = (rng.standard_normal(shape, dtype=np.float32) for shape in ((size, size), (size, size), (size,)))
    calls = max(1, int(PASSED / REPEATS / once(module, x, W, b, 1)))
    return min(once(module, x, W, b, calls) for _ in range(REPEATS))


def once(module, x, W, b, calls):
    started = time.perf_counter()
    for _ in range(calls):
        module.forward_xp(x, W, b)
    return max(1e-9, (time.perf_counter() - started) / calls)


def picture(seconds, start):
    powers = np.arange(1, len(SIZES) + 1)
    here = Series("processor", powers[: len(seconds)], 1e6 * np.array(seconds))
    limit = Series("start", powers, np.full(len(SIZES), 1e6 * start))
    return Lines((here, limit), title="microseconds", x_label="size", log_y=True, x_limits=(1, len(SIZES)))


def end(seconds, start, kernels, launch):
    facts = {"kernels": kernels, "launch": launch, "start": 1e6 * start, "largest": SIZES[-1]}
    longer = [size for size, taken in zip(SIZES, seconds, strict=True) if taken > start]
    return Note("from", {**facts, "size": longer[0]}) if longer else Note("never", facts)
