"""Batch normalization: batches whose features vary enough, and what test mode goes by, read off its answers.

A learner's names for the running averages are theirs, and so is where they start and whether a variance counts N or N - 1.
What is judged is how each batch is mixed into them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from engine.checking.calls import Shape, check_call
from engine.checking.observations import Array, Draw, Observation, Observations, attempt

MUCH = 10.0
CLOSE = 1e-4  # of the numbers mixed: what an eps may add to a variance
SHOWN = 2e-3  # smaller shares are no term of a mixture
ROWS = (5, 7, 4, 6)  # of the batches that running averages are made of


def varied_batch(source: Draw, name: str, shape: tuple[int, ...]) -> Array:
    """A batch, (N, D) or (N, C, H, W), whose features have standard deviations from 1 to 3 about means of their own.

    So much variance that an eps from 1e-7 to 1e-5 moves no result by more than 5e-6 of it. N > 2, as with two rows every
    normalized value is 1 or -1.
    """
    drawn, axes = source(name, shape), (0, *range(2, len(shape)))
    xn = (drawn - drawn.mean(axis=axes, keepdims=True)) / drawn.std(axis=axes, keepdims=True)
    spread = 1 + 2 * source.rng(f"{name}: spread").random(shape[1])
    return _along(spread, shape) * xn + _along(3 * source(f"{name}: centre", shape[1]), shape)


class Varied(Shape):
    """The shape of a batch that varies much: no eps from 1e-7 to 1e-5 is seen in slopes either."""

    def drawn(self, draw: Draw, name: str) -> Array:
        return MUCH * varied_batch(draw, name, self)


def _along(features: Array, shape: tuple[int, ...]) -> Array:
    return features.reshape(1, -1, *(1,) * (len(shape) - 2))


def statistics_in_use(layer: Any, gamma: Array, beta: Array) -> tuple[Array, Array]:
    """The mean and the variance (eps included) that a layer goes by in test mode, (D,) each, whatever it calls them.

    There y is a straight line of x: two answers tell it. gamma, beta: what the layer was built with, gamma without a 0.
    """
    zero, one = np.asarray(layer.forward(np.outer([0.0, 1.0], np.ones_like(gamma)), False), float)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = one - zero
        return (beta - zero) / slope, (gamma / slope) ** 2


def mixture(olds: Sequence[Array], news: Sequence[Array], results: Sequence[Array]) -> str | None:
    """How each result is mixed from what was there and what came, as "0.9 * old + 0.1 * new"; None if it is no such mixture.

    olds, news, results: one array, (D,), per step; at least five numbers in all.
    """
    old, new, result = (np.concatenate(parts) for parts in (olds, news, results))
    if not np.isfinite([old, new, result]).all():
        return None
    terms = np.stack([old, new, np.ones_like(old)], axis=1)
    used = np.abs(terms).max(axis=0) > 0  # an average that stays at 0 says nothing of its share
    shares = np.zeros(3)
    shares[used] = np.linalg.lstsq(terms[:, used], result, rcond=None)[0]
    if np.abs(terms @ shares - result).max() > CLOSE * (1 + np.abs(terms * shares).max()):
        return None
    named = [(share, name) for share, name in zip(shares, (" * old", " * new", ""), strict=True) if abs(share) > SHOWN]
    return " + ".join(f"{share:.3g}{name}" for share, name in named) or "0"


def kept_variances(x: Array) -> tuple[Array, Array]:
    """The variances of a batch that a layer may keep, (D,) each: over N, as the books do, or over N - 1, as PyTorch does."""
    return x.var(axis=0), x.var(axis=0, ddof=1)


def check_running_statistics(make: Callable[[Array, Array], Any], *, features: int, case: str, draw: Draw) -> Observations:
    """How the running averages follow from the training batches, and that a call in test mode leaves them alone.

    make: builds a layer from gamma and beta, (features,) each.
    """
    gamma = 1.5 + 0.5 * np.tanh(draw("gamma", (features,)))
    beta = draw("beta", (features,))
    batches = [varied_batch(draw, f"batch {k}", (rows, features)) for k, rows in enumerate(ROWS)]
    states: list[tuple[Array, Array]] = []

    def answer_in_test_mode() -> Any:
        layer = make(gamma.copy(), beta.copy())
        for x in batches:
            layer.forward(x.copy())
            states.append(statistics_in_use(layer, gamma, beta))
        y = layer.forward(batches[0].copy(), False)
        states.append(statistics_in_use(layer, gamma, beta))
        return y

    y = attempt(answer_in_test_mode)
    yield Observation(f"{case}/y in test mode/value", "forward", "like", y)
    yield from check_call(lambda: _gap(*states[-2:]), case=case, variable="change by a call in test mode", atol=1e-6)
    for which, name in enumerate(("mean", "var")):
        made = attempt(lambda which=which: _mixed([s[which] for s in states[:-1]], _kept(batches[1:], which)))  # type: ignore[misc]
        yield Observation(f"{case}/running {name}/mixture", "forward", "same", made)


def _gap(before: tuple[Array, Array], after: tuple[Array, Array]) -> float:
    one, other = np.array(before), np.array(after)
    return float(np.max(np.where(np.isfinite(one), np.abs(one - other), 0)))


def _kept(batches: Sequence[Array], which: int) -> Iterator[tuple[Array, ...]]:
    """What may be mixed in of each batch: its mean, or one of two variances."""
    return zip(*[kept_variances(x) if which else (x.mean(axis=0),) for x in batches], strict=True)


def _mixed(states: Sequence[Array], choices: Iterator[tuple[Array, ...]]) -> str:
    """The mixture by which each state follows from the one before it."""
    found = (mixture(states[:-1], news, states[1:]) for news in choices)
    last = ", ".join(f"{value:.4g}" for value in states[-1])
    return next(
        (made for made in found if made), f"no mixture of old and new, going by y in test mode (it would end at {last})"
    )


def without_features(dout: Array, xn: Array) -> Array:
    """What is left of each column of dout, (N, D), once the parts along 1 and along its column of xn are taken out."""
    centred = dout - dout.mean(axis=0)
    return centred - xn * (centred * xn).sum(axis=0) / (xn * xn).sum(axis=0)
