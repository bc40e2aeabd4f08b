"""Runs against any module that defines shuffle_and_split; yields what came out, by name.

Nobody can say which rows a right answer draws. What can be said of every right answer: the sizes, that each row has its own
answer, that none is in both parts and none is lost, and that another draw gives another split.
"""

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from engine.checking import Observation, Raised, beyond, check_call
from engine.checking.observations import attempt, reset_random, same_bytes

N, K = 20, 3
PARTS = ("x_train", "t_train", "x_val", "t_val")
SPLITS = 40
FEW = 3  # of the splits with a row twice: 5 of 20 rows drawn with replacement make about 17 of them
SURE = 20  # of the splits: half of them by chance at one end of the data, nobody has seen
MANY = 10  # validation sets of the 15,504 that are possible, or of 190: 40 splits give 30 or more nearly always, 10 always


@dataclass(frozen=True)
class Data:
    """N rows whose number can be read off x, and off t as well. ratio: of validation; ratio * N is a whole number."""

    x: Any
    t: Any
    ratio: float

    def copied(self):
        return Data(self.x.copy(), self.t.copy(), self.ratio)

    def shapes(self):
        count = round(N * self.ratio)
        return [(rows, *part.shape[1:]) for rows in (N - count, count) for part in (self.x, self.t)]


def rows_of(part):
    """The row numbers, which are in the first column."""
    numbers = np.asarray(part, float)
    return np.rint(numbers.reshape(len(numbers), prod(numbers.shape[1:]))[:, 0]).astype(int)


def numbered(draw, name, shape):
    """Random rows that begin with their numbers. shape: that of one row."""
    rows = draw(name, (N, prod(shape)))
    rows[:, 0] = np.arange(N)
    return rows.reshape(N, *shape)


def checks(module, draw):
    answers = numbered(draw, "t", (K,))
    plain = Data(numbered(draw, "x", (6,)), answers, 0.25)
    yield from sizes(module, draw, f"{SPLITS} splits", plain)
    yield from split(module, draw, "t (N, K)", plain)
    yield from split(module, draw, "t (N,)", Data(numbered(draw, "x", (6,)), np.arange(N), 0.1))
    yield from split(module, draw, "images", Data(numbered(draw, "images", (1, 4, 5)), answers, 0.25))


def sizes(module, draw, case, data):
    """Whether the parts of many splits are of one size each. Told first: one split alone may have the right sizes by luck.

    For naming, what comes twice in the other part is told along with it.
    """
    found = attempt(lambda: drawn(module, draw.rng(case), data))
    if isinstance(found, Raised):
        return  # which the first split tells
    for own, other in ((0, 1), (1, 0)):
        what = f"number of sizes of {PARTS[2 * own]}, counted up to 2"
        yield from count(case, what, min(2, len({len(rows[own]) for rows in found})))
        twice = sum(len(set(rows[other])) < len(rows[other]) for rows in found)
        yield Observation(f"{case}/{what}/rows twice in {PARTS[2 * other]}", "forward", "like", min(twice, FEW))


def drawn(module, rng, data):
    """The row numbers of x_train and of x_val, in each of many splits."""
    reset_random()
    return [[rows_of(part) for part in parts(module, data.copied(), rng)[::2]] for _ in range(SPLITS)]


def split(module, draw, case, data):
    """One split looked at closely, then many of them together."""
    lent = data.copied()
    first = parts(module, lent, draw.rng(case))
    if isinstance(first, Raised):
        yield Observation(f"{case}/parts/value", "forward", "same", first)
        return
    for name, value in zip(PARTS, first, strict=True):
        yield Observation(f"{case}/{name}/value", "forward", "like", value)
    if [np.shape(value) for value in first] != data.shapes():
        return
    strange = sum(no_rows(part, source) for part, source in zip(first, (data.x, data.t, data.x, data.t), strict=True))
    yield from count(case, "number of rows that are none of the data's", strange)
    yield from many(module, draw, case, data)
    for name, before, after in (("x", data.x, lent.x), ("t", data.t, lent.t)):
        yield Observation(f"{case}/{name}/unchanged", "purity", "same", same_bytes(before, after))


def no_rows(part, source):
    """How many rows are not those of the source whose number they bear."""
    numbers = rows_of(part)
    there = (numbers >= 0) & (numbers < N)
    same = np.asarray(part, float) == source[np.where(there, numbers, 0)]
    return int(np.sum(~(there & same.reshape(len(numbers), -1).all(axis=1))))


def parts(module, data, rng):
    """The four arrays, or Raised: also where something else than four came back."""

    def four():
        x_train, t_train, x_val, t_val = module.shuffle_and_split(data.x, data.t, data.ratio, rng)
        return x_train, t_train, x_val, t_val

    return attempt(four)


def many(module, draw, case, data):
    reset_random()
    rng = draw.rng(f"{case}: many")
    found = [[rows_of(part) for part in parts(module, data.copied(), rng)] for _ in range(SPLITS)]
    own = sum(int(np.sum(x == t)) for rows in found for x, t in (rows[:2], rows[2:]))
    yield from count(case, f"number of rows with their own answer, in {SPLITS} splits", own)
    both = sum(len(set(rows[0]) & set(rows[2])) for rows in found)
    yield from count(case, f"number of rows in both parts, in {SPLITS} splits", both)
    used = sum(len({*rows[0], *rows[2]}) for rows in found)
    yield from count(case, f"number of different rows, in {SPLITS} splits", used)
    shuffled = sum(not is_cut_off(rows[2]) for rows in found)
    yield from count(case, f"number of splits in {SPLITS} that shuffle, counted up to {SURE}", min(shuffled, SURE))
    different = len({tuple(sorted(rows[2])) for rows in found})
    yield from count(case, f"number of different validation sets in {SPLITS}, counted up to {MANY}", min(different, MANY))
    yield from beyond(more(module, draw, case, data, found))


def is_cut_off(rows):
    """Whether these are the first rows of the data, or the last ones; in random order that is so now and then."""
    return set(rows) in (set(range(len(rows))), set(range(N - len(rows), N)))


def more(module, draw, case, data, found):
    """Beyond: training rows are shuffled, too, and the generator that was given decides."""
    ordered = sum(bool(np.all(np.diff(rows[0]) > 0)) for rows in found)
    yield from count(case, f"number of splits with training rows in the order of the data, of {SPLITS}", ordered)
    reset_random()
    one, other = (parts(module, data.copied(), draw.rng(f"{case}: same")) for _ in range(2))
    alike = int(np.sum(rows_of(one[0]) == rows_of(other[0])))
    yield from count(case, "number of training rows that a generator in the same state puts in the same place", alike)


def count(case, what, number):
    return check_call(lambda: number, case=case, variable=what)
