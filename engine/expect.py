"""What a layer expects of its input, and the words for what it does not: place, fault and cure.

An array of integers would round every gradient, a NaN would spread through the whole network, and a shape that
happens to broadcast would train on nonsense. Each is cheaper to refuse than to hunt for.
"""

from __future__ import annotations

from typing import TypeVar

from engine.backend import Array, xp_of, xp_of_all

T = TypeVar("T")


class NotANumber(ValueError):
    """Data with NaN, or with an infinity that makes one: given so, or come about on the way, where numbers overflowed."""


def data(where: str, x: Array, name: str = "x") -> None:
    """Refuse what is not a non-empty array of floating-point numbers without NaN."""
    floats(where, x, name)
    largest = x.max()  # a NaN anywhere makes the maximum NaN, so that one pass finds it
    if largest != largest:
        raise NotANumber(f"{where}: {name} has NaN at {_first(xp_of(x).isnan(x))}: look at what was computed before it")


def finite(where: str, x: Array, name: str) -> None:
    """Refuse NaN and infinity alike. Infinity is no fault as such, but infinity less infinity, or times 0, is NaN."""
    xp = xp_of(x)
    if not xp.isfinite(x).all():
        data(where, x, name)
        raise NotANumber(f"{where}: {name} has infinity at {_first(xp.isinf(x))}: look at what was computed before it")


def loss(where: str, loss: Array, x: Array) -> None:
    """Refuse a loss of NaN, and say where among the scores x it comes from."""
    if loss != loss:
        finite(where, x, "x")
        raise NotANumber(f"{where}: the loss is NaN: t has NaN, or the scores x lie further apart than {x.dtype} reaches")


def floats(where: str, x: Array, name: str = "x") -> None:
    """Refuse what is not a non-empty array of floating-point numbers."""
    if not hasattr(x, "dtype"):
        raise ValueError(f"{where}: {name} is a {type(x).__name__}: make it an array, e.g. np.array({name}, np.float32)")
    if x.dtype.kind != "f":
        raise ValueError(f"{where}: {name} holds {x.dtype}: give floats, e.g. {name}.astype(np.float32)")
    if x.size == 0:
        raise ValueError(f"{where}: {name} is {x.shape}: an empty batch has no mean; give at least one datum")


def ndim(where: str, x: Array, axes: str) -> None:
    """Refuse an x with another number of axes than `axes` names, e.g. "(N, C, H, W)"."""
    wanted = axes.count(",") + 1
    if x.ndim != wanted:
        raise ValueError(f"{where}: x is {x.shape}, {x.ndim} axes, but must be {axes}")


def filters(where: str, W: Array, b: Array) -> None:
    """Refuse filters and biases that do not belong together."""
    if W.ndim != 4 or b.shape != W.shape[:1]:
        raise ValueError(f"{where}: W is {W.shape} and b is {b.shape}: W must be (FN, C, FH, FW) and b (FN,)")


def images(where: str, x: Array, W: Array) -> None:
    """Refuse what the filters W: (FN, C, FH, FW) cannot slide over."""
    xp_of_all(where, x=x, W=W)
    ndim(where, x, "(N, C, H, W)")
    if x.shape[1] != W.shape[1]:
        raise ValueError(f"{where}: x is {x.shape} but W is {W.shape}: both must have the same C, axis 1")
    data(where, x)


def dout(where: str, dout: Array, shape: tuple[int, ...]) -> None:
    """Refuse a gradient from above whose shape is not that of the layer's output."""
    if dout.shape != shape:
        raise ValueError(f"{where}: dout is {dout.shape} but the output was {shape}: they must have the same shape")


def remembered(where: str, value: T | None) -> T:
    """What forward kept for backward.

    Raises RuntimeError when there was no forward: a derivative is taken at a point, and only forward names the point.
    """
    if value is None:
        raise RuntimeError(f"{where}: backward before forward: call forward(...) first, backward uses what it kept")
    return value


def _first(found: Array) -> tuple[int, ...]:
    flat = int(found.ravel().argmax())
    place = []
    for size in reversed(found.shape):
        flat, index = divmod(flat, size)
        place.append(index)
    return tuple(reversed(place))
