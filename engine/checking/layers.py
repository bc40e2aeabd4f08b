"""Layers: forward, backward, purity, linearity, gradients, in either book's convention."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.checking.calls import (
    ATOL,
    LINEAR,
    RTOL,
    Steps,
    Values,
    check_call,
    check_unchanged,
    copies,
    draw_inputs,
    parts_of,
    watch_call,
)
from engine.checking.observations import (
    Array,
    Draw,
    Observation,
    Observations,
    Raised,
    announce_repeats,
    attempt,
    beyond,
    deviation,
    reset_random,
    same_bytes,
)
from engine.checking.probes import Probe, check_gradients


@dataclass(frozen=True)
class LayerCase:
    """A layer class under check: how to build one, call it and read its gradients, in either book's convention."""

    make: Callable[..., Any]
    args: Mapping[str, Any]
    grads: Mapping[str, str]

    @cached_property
    def data(self) -> list[str]:
        """Names of what `forward` takes; the others go to the constructor."""
        return [name for name in self.args if name not in self.grads]

    def build(self, values: Values) -> Any:
        return self.make(**{name: values[name] for name in self.grads})

    def forward(self, layer: Any, values: Values) -> Any:
        reset_random(layer)
        return layer.forward(*[values[name] for name in self.data])

    def backward(self, layer: Any, dout: Array) -> dict[str, Any]:
        """Gradients by variable: what backward returns for the data, what it leaves behind for the rest."""
        parts = parts_of(layer.backward(dout), len(self.data))
        found = {**dict.fromkeys(self.data), **dict(zip(self.data, parts, strict=False)), **self.held(layer)}
        # Copied at once: a layer may hand out an array that it changes later.
        return {name: value.copy() if isinstance(value, np.ndarray) else value for name, value in found.items()}

    def held(self, layer: Any) -> dict[str, Any]:
        """What backward has left behind, by variable; None where there is nothing."""
        return {name: _left_behind(layer, number, self.grads[name]) for number, name in enumerate(self.grads)}

    def run(self, layer: Any, values: Values, dout: Array) -> dict[str, Any]:
        """One forward and one backward on an object that may have seen others. Gradients by variable."""
        self.forward(layer, copies(values))
        return self.backward(layer, np.array(dout))


def _left_behind(layer: Any, number: int, attribute: str) -> Any:
    found = getattr(layer, attribute, None)  # B1: self.dW
    if found is not None:
        return found
    listed = getattr(layer, "grads", None)  # B2: self.grads, in the order of self.params
    return listed[number] if isinstance(listed, Sequence) and number < len(listed) else None


def check_layer(
    *,
    make: Callable[..., Any],
    args: Mapping[str, Any],
    case: str,
    draw: Draw,
    grads: Mapping[str, str] | None = None,
    beyond: bool = False,
    rtol: float = RTOL,
    atol: float = ATOL,
) -> Observations:
    """All that a layer must do: forward, backward, purity, linearity, gradients.

    make: builds a fresh layer from the arguments named in `grads`, as `lambda W, b: module.Affine(W, b)`.
    args: name -> shape (drawn) or array; those not in `grads` go to `forward`, in order.
    grads: argument -> the attribute that holds its gradient after `backward`.
    """
    layer = LayerCase(make, args, grads or {})
    for seen in _layer_case(layer, case, draw, {"rtol": rtol, "atol": atol}):
        yield seen._replace(beyond=True) if beyond else seen


def _layer_case(layer: LayerCase, case: str, draw: Draw, tolerance: dict[str, Any]) -> Steps:
    values = draw_inputs(layer.args, draw.at(case))
    lent = copies(values)  # what the constructor gets: it may keep these arrays, not change them
    built = attempt(lambda: layer.build(lent))
    if isinstance(built, Raised):
        yield Observation(f"{case}/y/value", "forward", "same", built)
        return
    data = {name: values[name] for name in layer.data}
    given = copies(data)
    y = yield from watch_call(case, "y", lambda given: layer.forward(built, given), data, lent=given, **tolerance)
    if isinstance(y, Raised) or not isinstance(y, np.ndarray | np.generic | float):
        return
    dout = draw.at(case)("dout", np.shape(y))
    gradients = yield from _backward(layer, built, case, dout)
    if gradients is None:
        return
    yield from _twice(layer, built, case, dout, gradients)
    yield from check_unchanged(case, data, given, "unchanged-by-backward")
    yield from check_unchanged(case, {n: values[n] for n in layer.grads}, lent)
    yield announce_repeats(case)
    yield from _same_again(layer, built, case, values, dout, gradients)
    yield from _no_stale_state(layer, built, case, values, draw)
    yield from _apart(layer, built, case, values, draw, dout, gradients)
    yield from _linear(layer, built, case, values, draw, np.shape(y))
    yield from check_gradients(lambda source: _layer_probe(layer, source), case, draw)


def _backward(layer: LayerCase, built: Any, case: str, dout: Array) -> Steps:
    lent = np.array(dout)
    gradients = attempt(lambda: layer.backward(built, lent))
    if isinstance(gradients, Raised):
        yield Observation(f"{case}/d{layer.data[0]}/value", "gradient", "like", gradients)
        return None
    for name, gradient in gradients.items():
        yield Observation(f"{case}/d{name}/value", "gradient", "like", gradient)
        if gradient is None and name in layer.grads:
            yield Observation(f"{case}/d{name}/held", "gradient", "shown", _attributes(built))
    # B1's own Relu writes into dout: worth a word, not a failure.
    yield Observation(f"{case}/dout/unchanged", "purity", "same", same_bytes(dout, lent), beyond=True)
    usable = all(isinstance(g, np.ndarray | np.generic | float | int) for g in gradients.values())
    return gradients if usable else None


def _attributes(layer: Any) -> str:
    """The names of what an object holds, for whoever looks in vain for one of them."""
    return ", ".join([name for name in getattr(layer, "__dict__", {}) if not name.startswith("__")][:12])


def _twice(layer: LayerCase, built: Any, case: str, dout: Array, first: Mapping[str, Any]) -> Observations:
    """A second backward after the same forward, which no page asks for: it tells that what is kept has changed."""
    second = attempt(lambda: layer.backward(built, np.array(dout)))
    if not isinstance(second, Raised):  # what is kept may be given up once it is used
        for name, gradient in first.items():
            gap = deviation(gradient, second[name])
            yield Observation(f"{case}/second d{name}/twice", "purity", "small", gap, atol=LINEAR, beyond=True)


def _same_again(
    layer: LayerCase, built: Any, case: str, values: Values, dout: Array, first: Mapping[str, Any]
) -> Observations:
    second = attempt(lambda: layer.run(built, values, dout))
    yield from _deviations(case, "again", first, second, 0.0)


def _deviations(case: str, what: str, first: Mapping[str, Any], second: Any, atol: float) -> Observations:
    for name, gradient in first.items():
        gap = second if isinstance(second, Raised) else deviation(gradient, second[name])
        yield Observation(f"{case}/d{name}/{what}", "purity", "small", gap, atol=atol)


def _no_stale_state(layer: LayerCase, built: Any, case: str, values: Values, draw: Draw) -> Observations:
    """A used object and a fresh one must treat another batch, one row longer, alike."""
    if any(np.ndim(values[name]) == 0 for name in layer.data) or any(
        not isinstance(layer.args[name], tuple) for name in layer.data
    ):
        return
    longer = {name: (shape[0] + 1, *shape[1:]) for name, shape in layer.args.items() if name in layer.data}
    other = {**values, **draw_inputs(longer, draw.at(f"{case}+1"))}

    def both() -> tuple[dict[str, Any], dict[str, Any]]:
        fresh = layer.build(copies(values))
        dout = draw.at(f"{case}+1")("dout", np.shape(layer.forward(fresh, copies(other))))
        return layer.backward(fresh, np.array(dout)), layer.run(built, other, dout)

    pair = attempt(both)
    fresh, used = (pair, pair) if isinstance(pair, Raised) else pair
    names = dict.fromkeys([*layer.data, *layer.grads])
    first = names if isinstance(fresh, Raised) else fresh
    yield from _deviations(case, "next-batch", first, used, LINEAR)


def _apart(
    layer: LayerCase, built: Any, case: str, values: Values, draw: Draw, dout: Array, first: Mapping[str, Any]
) -> Observations:
    """Between forward and backward another object of the class sees other numbers, as a network's second Relu does."""
    drawn = {name: shape for name, shape in layer.args.items() if isinstance(shape, tuple)}
    if not any(name in drawn for name in layer.data):
        return
    other = {**values, **draw_inputs(drawn, draw.at(f"{case}, another"))}

    def between() -> dict[str, Any]:
        layer.forward(built, copies(values))
        layer.run(layer.build(copies(other)), other, dout)
        return layer.backward(built, np.array(dout))

    yield from _deviations(case, "apart", first, attempt(between), LINEAR)


def _linear(layer: LayerCase, built: Any, case: str, values: Values, draw: Draw, shape: tuple[int, ...]) -> Observations:
    """B(2v - 3w) = 2B(v) - 3B(w): a backward that ignores or misuses `dout` fails without any differences."""

    def residuals() -> dict[str, float]:
        v, w = draw.at(case)("v", shape), draw.at(case)("w", shape)
        at_v, at_w, mixed = (layer.run(built, values, d) for d in (v, w, 2 * v - 3 * w))
        return {name: _residual(2 * at_v[name], 3 * at_w[name], mixed[name]) for name in mixed}

    found = attempt(residuals)
    for name in [*layer.data, *layer.grads]:
        value = found if isinstance(found, Raised) else found[name]
        yield Observation(f"{case}/d{name}/linear", "linearity", "small", value, atol=LINEAR)


def _residual(twice: Array, thrice: Array, mixed: Array) -> float:
    size = _largest(twice) + _largest(thrice)
    return _largest(mixed - (twice - thrice)) / (size + 1e-300) if size else 0.0


def _largest(values: Array) -> float:
    return float(np.abs(values).max(initial=0.0))


def _layer_probe(layer: LayerCase, draw: Draw) -> Probe:
    values = draw_inputs(layer.args, draw)
    fresh = layer.build(copies(values))
    dout = draw("dout", np.shape(layer.forward(fresh, copies(values))))
    gradients = {name: np.asarray(g, float) for name, g in layer.backward(fresh, np.array(dout)).items()}

    def loss(moved: Values) -> float:
        lent = copies(moved)
        return float(np.vdot(dout, layer.forward(layer.build(lent), lent)))

    return Probe(loss, values, gradients, 1e-3 * float(np.sum(np.abs(dout))))


# --- the optimizer changes the weights in place, and a layer that was built on them must see it ---


def check_updated(
    *,
    make: Callable[..., Any],
    weights: Mapping[str, tuple[int, ...]],
    x: tuple[int, ...],
    draw: Draw,
    case: str = "updated",
) -> Observations:
    """What a layer makes of `x`, and where it has a backward of dout, after a step of the optimizer.

    make: builds a layer from the weights by name. Weights that are cast to float32 can only be copies: a layer that does so
    may be built anew after the step, and that it holds copies is beyond.
    """
    source = draw.at(case)
    before = {name: source(name, shape) for name, shape in weights.items()}
    steps = {name: source(f"step of {name}", shape) for name, shape in weights.items()}

    def forward(layer: Any) -> Any:
        return layer.forward(source("x", x))

    def updated() -> tuple[Any, Any]:
        held = copies(before)
        layer = make(**held)
        _step(held, steps)
        layer = make(**held) if _casts(make, forward, before) else layer
        return layer, forward(layer)

    def dx() -> Any:
        layer, y = updated()
        return layer.backward(source("dout", np.shape(y)))

    def copied(name: str) -> bool:
        held = copies(before)
        layer = make(**held)
        first = forward(layer)
        held[name][...] -= steps[name]
        return np.array_equal(first, forward(layer))

    def what_is_held() -> str:
        return f"a copy of {' and '.join(found)}" if (found := [name for name in weights if copied(name)]) else "no copy"

    yield from check_call(lambda: updated()[1], case=case, variable="y after the update")
    if hasattr(attempt(lambda: make(**copies(before))), "backward"):
        yield from check_call(dx, case=case, variable="dx after the update")
    yield from beyond(check_call(what_is_held, case=case, variable="what the layer holds"))


def _step(held: Values, steps: Values) -> None:
    for name, step in steps.items():
        held[name][...] -= step


def _casts(make: Callable[..., Any], forward: Callable[[Any], Any], weights: Values) -> bool:
    """Whether a layer sees no more of one of its weights than float32 keeps of it."""
    whole = forward(make(**copies(weights)))
    rounded = {name: np.asarray(value.astype(np.float32), float) for name, value in weights.items()}
    return any(np.array_equal(whole, forward(make(**copies({**weights, name: rounded[name]})))) for name in weights)
