"""Losses: the last layers, which take scores and answers, give one number, and start the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from engine.checking.calls import LINEAR, Steps, Values, copies, watch_call
from engine.checking.observations import (
    Array,
    Draw,
    Observation,
    Observations,
    Raised,
    attempt,
    deviation,
    reset_random,
    same_bytes,
)
from engine.checking.probes import Probe, check_gradients

WIDEST = (
    1.5  # drawn scores lie within +-WIDEST, so that no probability comes near the 1e-7 that the books add inside the log
)
LOSS_RTOL, LOSS_ATOL = 1e-6, 2e-5  # with ten classes such a probability is 0.005 at least: log(y + 1e-7) is 2e-5 off at most
BENT = 500.0  # added to the scale of slopes: y - t is the gradient without that 1e-7, the differences are taken with it


class Loss(NamedTuple):
    """A loss class under check. x: the shape of scores to draw, or an array; t: the answers, the same for every draw."""

    make: Callable[[], Any]
    x: Any
    t: Array

    def values(self, draw: Draw) -> dict[str, Array]:
        x = WIDEST * np.tanh(draw("x", self.x)) if isinstance(self.x, tuple) else np.asarray(self.x)
        return {"x": x, "t": np.asarray(self.t)}

    @staticmethod
    def forward(layer: Any, values: Values) -> Any:
        reset_random(layer)
        return layer.forward(values["x"], values["t"])

    def run(self, layer: Any, values: Values, *dout: float) -> Any:
        """One forward and one backward on an object that may have seen others. The gradient for the scores, copied."""
        self.forward(layer, copies(values))
        found = layer.backward(*dout)
        return found.copy() if isinstance(found, np.ndarray) else found


def check_loss(
    *,
    make: Callable[[], Any],
    x: Any,
    t: Array,
    case: str,
    draw: Draw,
    beyond: bool = False,
    rtol: float = LOSS_RTOL,
    atol: float = LOSS_ATOL,
) -> Observations:
    """All that a loss must do: `forward(x, t)`, `backward()`, purity, gradients. Following `dout` is beyond, as B1's
    SoftmaxWithLoss, being the last layer, leaves it out.

    make: builds a fresh loss. x: a shape such as (N, K), drawn moderate, or an array. t: rows like x, or labels (N,).
    """
    for seen in _loss_case(Loss(make, x, t), case, draw, {"rtol": rtol, "atol": atol}):
        yield seen._replace(beyond=True) if beyond else seen


def _loss_case(loss: Loss, case: str, draw: Draw, tolerance: dict[str, float]) -> Steps:
    values = loss.values(draw.at(case))
    given = copies(values)
    built = attempt(loss.make)
    if isinstance(built, Raised):
        yield Observation(f"{case}/loss/value", "forward", "same", built)
        return
    number = yield from watch_call(case, "loss", lambda given: loss.forward(built, given), values, lent=given, **tolerance)
    if isinstance(number, Raised):
        return
    first = attempt(built.backward)
    yield Observation(f"{case}/dx/value", "gradient", "like", first)
    if not isinstance(first, np.ndarray):
        return
    first = first.copy()
    second = attempt(built.backward)
    if not isinstance(second, Raised):  # what is kept may be given up once it is used
        gap = deviation(first, second)
        yield Observation(f"{case}/second dx/twice", "purity", "small", gap, atol=LINEAR, beyond=True)
    for name, value in values.items():
        kept = same_bytes(value, given[name])
        yield Observation(f"{case}/{name}/unchanged-by-backward", "purity", "same", kept)
    yield from _same_again(loss, built, case, values, first)
    yield from _no_stale_state(loss, built, case, values, draw)
    yield from _apart(loss, built, case, values, draw, first)
    yield from check_gradients(lambda source: _loss_probe(loss, source), case, draw)
    yield from _linear(loss, built, case, values, first)


def _same_again(loss: Loss, built: Any, case: str, values: Values, first: Array) -> Observations:
    gap = attempt(lambda: deviation(first, loss.run(built, values)))
    yield Observation(f"{case}/dx/again", "purity", "small", gap, atol=0.0)


def _no_stale_state(loss: Loss, built: Any, case: str, values: Values, draw: Draw) -> Observations:
    """A used object and a fresh one must treat another batch, one row longer, alike."""
    if not isinstance(loss.x, tuple) or len(loss.x) < 2:
        return
    longer = loss._replace(x=(loss.x[0] + 1, *loss.x[1:]), t=np.concatenate([values["t"], values["t"][:1]]))
    other = longer.values(draw.at(f"{case}+1"))
    gap = attempt(lambda: deviation(loss.run(loss.make(), other), loss.run(built, other)))
    yield Observation(f"{case}/dx/next-batch", "purity", "small", gap, atol=LINEAR)


def _apart(loss: Loss, built: Any, case: str, values: Values, draw: Draw, first: Array) -> Observations:
    """Between forward and backward another object of the class sees other numbers."""

    def between() -> Any:
        loss.forward(built, copies(values))
        loss.run(loss.make(), loss.values(draw.at(f"{case}, another")))
        return built.backward()

    yield Observation(f"{case}/dx/apart", "purity", "small", attempt(lambda: deviation(first, between())), atol=LINEAR)


def _linear(loss: Loss, built: Any, case: str, values: Values, first: Array) -> Observations:
    def residual() -> float:
        return deviation(loss.run(built, values, 3.0), 3 * first) / (float(np.max(np.abs(first), initial=0.0)) + 1e-300)

    yield Observation(f"{case}/dx/linear", "linearity", "small", attempt(residual), atol=LINEAR, beyond=True)


def _loss_probe(loss: Loss, draw: Draw) -> Probe:
    values = loss.values(draw)
    gradient = np.asarray(loss.run(loss.make(), values), float)

    def number(moved: Values) -> float:
        return float(loss.forward(loss.make(), copies({**values, **moved})))

    return Probe(number, {"x": values["x"]}, {"x": gradient}, BENT)
