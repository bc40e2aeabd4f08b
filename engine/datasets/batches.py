"""Parts of a data set: mini-batches (B1 4.2.3), and a part put aside for validation (B1 6.5.1)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.backend import Array, xp_of
from engine.initializers import Rng


def sample_batch(x: Array, t: Array, batch_size: int, rng: Rng) -> tuple[Array, Array]:
    """`batch_size` different data, drawn at random. Raises ValueError where there are not so many."""
    _check_pairs(x, t)
    if not 1 <= batch_size <= len(x):
        raise ValueError(f"batch_size is {batch_size} but there are {len(x)} data: choose from 1 to {len(x)}")
    chosen = xp_of(x).asarray(rng.permutation(len(x))[:batch_size])
    return x[chosen], t[chosen]


def shuffle_and_split(x: Array, t: Array, ratio: float, rng: Rng) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """((x, t) for training, (x, t) for validation), shuffled alike; `ratio` of the data go to validation."""
    _check_pairs(x, t)
    if not 0 <= ratio <= 1:
        raise ValueError(f"ratio is {ratio}: give the share for validation, from 0 to 1, e.g. 0.2")
    order, held_out = xp_of(x).asarray(rng.permutation(len(x))), round(len(x) * ratio)
    kept, aside = order[held_out:], order[:held_out]
    return (x[kept], t[kept]), (x[aside], t[aside])


def shuffled_batches(x: Array, t: Array, batch_size: int, rng: Rng) -> Iterator[tuple[Array, Array]]:
    """One epoch: every datum at most once, in a new order. Those left over that fill no batch wait for the next epoch."""
    order = xp_of(x).asarray(rng.permutation(len(x)))
    for i in range(batches_per_epoch(x, batch_size)):
        some = order[i * batch_size : (i + 1) * batch_size]
        yield x[some], t[some]


def batches_per_epoch(x: Array, batch_size: int) -> int:
    """How many full batches there are; a set smaller than one batch is one batch."""
    return max(1, len(x) // batch_size)


def _check_pairs(x: Array, t: Array) -> None:
    if len(x) != len(t):
        raise ValueError(f"x is {x.shape} but t is {t.shape}: one answer for each datum")
