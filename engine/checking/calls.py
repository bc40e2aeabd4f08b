"""Calling a function with copies, and looking afterwards at what it returned and what it touched."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from engine.checking.observations import (
    Array,
    Draw,
    Observation,
    Observations,
    Raised,
    announce_repeats,
    attempt,
    deviation,
    reset_random,
    same_bytes,
)

Values: TypeAlias = Mapping[str, Array]
Steps: TypeAlias = Generator[Observation, None, Any]

RTOL, ATOL = 1e-7, 1e-9
LINEAR = 1e-9  # relative residual allowed to a backward that ought to be linear in dout, or to go as another one went


def copies(values: Values) -> dict[str, Array]:
    """Fresh writable copies, so that nothing lent can be kept or changed."""
    return {name: np.array(value) for name, value in values.items()}


def draw_inputs(args: Mapping[str, Any], draw: Draw) -> dict[str, Array]:
    """Inputs by name: a shape is drawn, in the way that it asks for if it does, and an array is taken as it stands."""
    return {name: _draw_input(name, given, draw) for name, given in args.items()}


class Shape(tuple[int, ...]):
    """The shape of an input that is not to be drawn as plain normal numbers."""

    def drawn(self, draw: Draw, name: str) -> Array:
        """An array of this shape."""
        return draw(name, self)


def _draw_input(name: str, given: Any, draw: Draw) -> Array:
    if isinstance(given, Shape):
        return given.drawn(draw, name)
    return draw(name, given) if isinstance(given, tuple) else np.asarray(given)


def watch_call(
    case: str,
    variable: str,
    call: Callable[[dict[str, Array]], Any],
    values: Values,
    *,
    lent: dict[str, Array] | None = None,
    rtol: float = RTOL,
    atol: float = ATOL,
) -> Steps:
    """Call with copies of `values`; observe the result and whether the inputs stayed as they were. Returns the result.

    lent: the copies, for a caller who looks at them once more.
    """
    lent = copies(values) if lent is None else lent
    result = attempt(lambda: call(lent))
    yield Observation(f"{case}/{variable}/value", "forward", "same", result, rtol, atol)
    if not isinstance(result, Raised):
        yield from check_unchanged(case, values, lent)
    return result


def parts_of(result: Any, count: int) -> tuple[Any, ...]:
    """The values in a result of `count` values, which may come in anything that unpacks like the page's tuple: a list, or an
    array of as many rows. What does not unpack so is one value.
    """
    if count > 1 and (is_row(result) or (isinstance(result, np.ndarray) and np.shape(result)[:1] == (count,))):
        return tuple(result)
    return (result,)


def is_row(result: Any) -> bool:
    """Whether a result is a tuple, a list or the like: several values, and not one array."""
    return isinstance(result, Sequence) and not isinstance(result, str | bytes)


def check_unchanged(case: str, before: Values, after: Values, what: str = "unchanged") -> Observations:
    """Whether each array is still what it was, to the last bit."""
    for name, value in before.items():
        yield Observation(f"{case}/{name}/{what}", "purity", "same", same_bytes(np.asarray(value), after[name]))


def check_call(
    call: Callable[[], Any], *, case: str, variable: str = "y", rtol: float = RTOL, atol: float = ATOL
) -> Observations:
    """What one call without array arguments returns, such as `AND(1, 0)`."""
    yield Observation(f"{case}/{variable}/value", "forward", "same", attempt(call), rtol, atol)


def check_function(
    call: Callable[..., Any],
    *,
    args: Mapping[str, Any],
    case: str,
    draw: Draw,
    variable: str = "y",
    rtol: float = RTOL,
    atol: float = ATOL,
) -> Observations:
    """What a function of arrays returns: its value, its inputs untouched, the same answer twice.

    args: name -> shape (drawn) or array, in the order in which `call` takes them.
    """
    values = draw_inputs(args, draw.at(case))

    def run(given: dict[str, Array]) -> Any:
        reset_random()
        return call(*given.values())

    first = yield from watch_call(case, variable, run, values, rtol=rtol, atol=atol)
    if isinstance(first, Raised):
        return
    yield announce_repeats(case)
    again = attempt(lambda: deviation(first, run(copies(values))))
    yield Observation(f"{case}/{variable}/again", "purity", "small", again, atol=0.0)
