"""Several steps of an optimizer: what each changes, and whether in the very arrays that a network holds.

One step hides what an optimizer keeps from step to step; equal signs hide roots and squares. So gradients have both signs
and sizes from 0.5 to 2, and one element has a gradient of 0 in every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from engine.checking.calls import RTOL, Values, check_unchanged, copies
from engine.checking.observations import Array, Draw, Observation, Observations, Raised, attempt

Make: TypeAlias = Callable[[], Any]
Read: TypeAlias = Callable[[Any, Array], Any]

SHAPES = {"W1": (3, 4), "b1": (4,)}
STILL = (1, 2)  # the element of W1 whose gradient is always 0
VALLEY = {"x": -7.0, "y": 2.0}  # a start on x^2/20 + y^2
ATOL = 1e-12  # of a change that ought to be 0


def check_optimizer(
    make: Make,
    *,
    case: str,
    draw: Draw,
    steps: int = 4,
    rtol: float = RTOL,
    read: Read = lambda change, _: change,
    title: str = "change",
) -> Observations:
    """What each step of a fresh optimizer changes, in the container that it handles: a dict, else a list.

    One case, so that what is kept from step to step is part of how a mistake is known.

    read: from a change and its gradient to the change that is judged, for one rule that is written in two ways.
    title: what a change is called; with other settings it is another multiple of its gradient, and so by another name.
    """
    named, source = handles_dicts(make), draw.at(case)
    arrays = {name: source(name, shape) for name, shape in SHAPES.items()}
    optimizer = attempt(make)
    box = _box(arrays, named=named)
    for step in range(1, steps + 1):
        grads = draw_gradients(source, step)
        before, lent = copies(_opened(box)), copies(grads)
        raised = attempt(lambda: optimizer.update(box, _box(lent, named=named)))  # noqa: B023 - called at once
        for name, change in _changes(before, _opened(box), raised):
            yield Observation(f"{case}/d{name}_of_step_{step}/given", "forward", "shown", grads[name])
            judged = attempt(lambda: read(change, grads[name]))  # noqa: B023
            yield Observation(f"{case}/{title} of {name} in step {step}/value", "forward", "same", judged, rtol, ATOL)
        if isinstance(raised, Raised):
            return
        yield from _in_place(case, step, arrays, _opened(box))
        yield from check_unchanged(case, _titled(grads, step), _titled(lent, step))


def check_other_containers(make: Make, *, rtol: float = RTOL) -> Observations:
    """Whether it runs on dicts and on lists, of which a books' page handles but one; then three steps on plain numbers."""
    for case, named in {"as a dict": True, "as a list": False}.items():
        yield _beyond(case, "update", "possible" if runs_on(make, named=named) else "not possible", rtol)
    named = handles_dicts(make)
    place = attempt(lambda: _valley(make, VALLEY, named=named))
    yield _beyond("plain numbers", "update of numbers", "not possible" if isinstance(place, Raised) else "possible", rtol)
    if not isinstance(place, Raised):
        arrays = {name: np.array([value]) for name, value in VALLEY.items()}
        same = attempt(lambda: bool(np.allclose(place, _valley(make, arrays, named=named), rtol, ATOL)))
        yield _beyond(
            "plain numbers", "the point", "moved as arrays are" if same is True else "not moved as arrays are", rtol
        )


def check_steady(
    make: Make, *, case: str = "gradient 1, three times", rtol: float = RTOL, is_beyond: bool = False
) -> Observations:
    """Where three steps on a slope of 1 lead from 0: one number, which can be told beforehand."""

    def place() -> float:
        return float(np.sum(step_on(make, [np.ones(1)] * 3)))

    yield Observation(f"{case}/W/value", "forward", "same", attempt(place), rtol, ATOL, is_beyond)


def check_keys(make: Make) -> Observations:
    """Beyond: gradients in a dict of another order. Each belongs to the weight of its key, not to the one in its place."""
    named = handles_dicts(make)
    grads = {"W1": np.full(3, 2.0), "b1": np.full(3, -1.0)}

    def changes(names: Iterable[str]) -> Array:
        held = {name: np.zeros(3) for name in grads}
        box = _box(held, named=named)
        make().update(box, _box({name: grads[name].copy() for name in names}, named=named))
        return np.array([*_opened(box).values()])

    def moved_by() -> str:
        same = np.array_equal(changes(grads), changes(reversed(grads) if named else grads))
        return "its own gradient" if same else "the gradient in its place"

    case = "the gradients in another order than the weights"
    yield Observation(f"{case}/what moves each weight/value", "forward", "same", attempt(moved_by), beyond=True)


def check_tiny(make: Make, *, size: float, case: str) -> Observations:
    """The first step on gradients of a size at which eps decides. Beyond: any eps learns."""

    def changed() -> Any:
        return step_on(make, [np.full(3, size)])[0]

    yield _beyond(case, "change of W1", attempt(changed), 0.01)


def step_on(make: Make, grads: list[Array]) -> list[Array]:
    """The changes of one array, step by step, under these gradients."""
    named, optimizer = handles_dicts(make), make()
    box, changes = _box({"W1": np.zeros_like(grads[0])}, named=named), []
    for g in grads:
        before = np.array(_opened(box)["W1"])
        optimizer.update(box, _box({"W1": g.copy()}, named=named))
        changes.append(_opened(box)["W1"] - before)
    return changes


def handles_dicts(make: Make) -> bool:
    """Whether an optimizer is written for dicts, as book 1's; True as well where it handles lists no better."""
    return runs_on(make, named=True) or not runs_on(make, named=False)


def runs_on(make: Make, *, named: bool) -> bool:
    """Whether `update` takes arrays in a dict, or in a list, without raising."""
    params, grads = ({name: np.ones(shape) for name, shape in SHAPES.items()} for _ in range(2))
    tried = attempt(lambda: make().update(_box(params, named=named), _box(grads, named=named)))
    return not isinstance(tried, Raised)


def draw_gradients(source: Draw, step: int) -> dict[str, Array]:
    """Gradients of both signs, 0.5 to 2 in size, but for the element of W1 that is still."""
    grads = {}
    for name, shape in SHAPES.items():
        rng, count = source.rng(f"gradient of {name} in step {step}"), int(np.prod(shape))
        signs = rng.permutation(np.where(np.arange(count) % 2, -1.0, 1.0))
        grads[name] = (signs * rng.uniform(0.5, 2.0, count)).reshape(shape)
    grads["W1"][STILL] = 0.0
    return grads


def _changes(before: Values, after: Mapping[str, Any], raised: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(raised, Raised):
        yield next(iter(before)), raised
        return
    for name, value in before.items():
        yield name, attempt(lambda: after[name] - value)  # noqa: B023 - called at once


def _in_place(case: str, step: int, held: Mapping[str, Any], now: Mapping[str, Any]) -> Observations:
    """Whether each entry is still the array that the layers of a network hold, and not another one in its place."""
    for name, array in held.items():
        told = "the array that the layer holds" if now.get(name) is array else "another array"
        yield Observation(f'{case}/params["{name}"] after step {step}/kept', "purity", "same", told)


def _valley(make: Make, start: Mapping[str, Any], *, named: bool) -> Any:
    """Where three steps on x^2/20 + y^2 lead, (2,)."""
    optimizer, box = make(), _box(start, named=named)
    for _ in range(3):
        x, y = _opened(box, ("x", "y")).values()
        optimizer.update(box, _box({"x": x / 10, "y": 2 * y}, named=named))
    return np.array([float(np.sum(value)) for value in _opened(box, ("x", "y")).values()])


def _box(values: Mapping[str, Any], *, named: bool) -> Any:
    return dict(values) if named else list(values.values())


def _opened(box: Any, names: tuple[str, ...] = tuple(SHAPES)) -> dict[str, Any]:
    return dict(box) if isinstance(box, dict) else dict(zip(names, box, strict=False))


def _titled(grads: Values, step: int) -> Values:
    return {f'grads["{name}"] of step {step}': g for name, g in grads.items()}


def _beyond(case: str, variable: str, value: Any, rtol: float) -> Observation:
    return Observation(f"{case}/{variable}/value", "forward", "same", value, rtol, ATOL, beyond=True)
