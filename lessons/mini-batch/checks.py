"""Runs against any module that defines sample_batch; yields what came out, by name.

Nobody can say which rows a right answer draws. What can be said of every right answer: the shapes, that each row comes from
the data with its own answer, and that all rows get their turn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.checking import Observation, Raised, check_call
from engine.checking.observations import attempt, reset_random, same_bytes

N, D, K, BATCH = 7, 5, 3, 4  # N - 1, D and K differ: a wrong axis is told from a row left out
MANY = 10  # batches of 15 or more that are possible
DRAWS = 160  # batches, until every row has had its turn at every place (missed by chance less than once in 1e8)


@dataclass(frozen=True)
class Data:
    """N data whose row number can be read off x, and off t as well."""

    x: Any
    t: Any

    def rows_of_x(self, x):
        return np.rint(np.asarray(x)[:, 0]).astype(int)

    def rows_of_t(self, t):
        return np.rint(np.asarray(t).reshape(len(t), -1)[:, 0]).astype(int)


def checks(module, draw):
    numbers = np.arange(float(N))
    x = np.column_stack([numbers, draw("x", (N, D - 1))])
    yield from drawn_right(module, draw, "t (N, K)", Data(x, np.column_stack([numbers, draw("t", (N, K - 1))])))
    yield from drawn_right(module, draw, "t (N,)", Data(x, np.arange(N)))


def drawn_right(module, draw, case, data) -> Iterator[Observation]:
    """One batch looked at closely, then many of them together."""
    lent = Data(data.x.copy(), data.t.copy())
    first = batch(module, lent, draw.rng(case))
    if isinstance(first, Raised):
        yield Observation(f"{case}/batch/value", "forward", "same", first)
        return
    for name, value in zip(("x_batch", "t_batch"), first, strict=True):
        yield Observation(f"{case}/{name}/value", "forward", "like", value)
    if any(np.shape(value) != (BATCH, *rows.shape[1:]) for value, rows in zip(first, (data.x, data.t), strict=True)):
        return
    for name, before, after in (("x", data.x, lent.x), ("t", data.t, lent.t)):
        yield Observation(f"{case}/{name}/unchanged", "purity", "same", same_bytes(before, after))
    yield from many(module, draw, case, data)


def batch(module, data, rng):
    """The two arrays, or Raised: also where something else than a pair came back."""

    def pair():
        x_batch, t_batch = module.sample_batch(data.x, data.t, BATCH, rng)
        return x_batch, t_batch

    return attempt(pair)


def many(module, draw, case, data):
    reset_random()
    rng = draw.rng(f"{case}: many")
    batches = [batch(module, data, rng) for _ in range(DRAWS)]
    rows = [(data.rows_of_x(x), data.rows_of_t(t)) for x, t in batches]
    yield from count(case, "number of rows with their own answer", sum(int(np.sum(a == b)) for a, b in rows))
    drawn = np.array([a for a, _ in rows])
    yield from count(case, f"number of different rows in {DRAWS} batches", len(np.unique(drawn)))
    different = len({tuple(sorted(batch)) for batch in drawn.tolist()})  # in whatever order the rows stand
    yield from count(case, f"number of different batches in {DRAWS}, counted up to {MANY}", min(different, MANY))
    yield from count(case, "largest row number drawn", int(drawn.max()))
    yield from more(module, draw, case, data, rows)


def more(module, draw, case, data, rows):
    """Beyond the page: no datum twice in a batch, and the generator that was given decides."""
    twice = sum(BATCH - len(set(a.tolist())) for a, _ in rows)
    yield Observation(f"{case}/number of data drawn twice, in {DRAWS} batches/value", "forward", "same", twice, beyond=True)
    reset_random()
    both = [batch(module, data, draw.rng(f"{case}: same")) for _ in range(2)]
    alike = int(np.sum(data.rows_of_x(both[0][0]) == data.rows_of_x(both[1][0])))
    what = "number of rows that a generator in the same state draws again"
    yield Observation(f"{case}/{what}/value", "forward", "same", alike, beyond=True)


def count(case, what, number):
    return check_call(lambda: number, case=case, variable=what)
