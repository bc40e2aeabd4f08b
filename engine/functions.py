"""Activation and loss functions, safe at any input (B1 3 and 4).

Each takes one datum or a batch, on NumPy or CuPy, and keeps the dtype of its input.
"""

from __future__ import annotations

from typing import Any

from engine import expect
from engine.backend import Array, xp_of, xp_of_all


def identity_function(x: Array) -> Array:
    """y = x: the output of a regression network (B1 3.4.3)."""
    return x


def step_function(x: Array) -> Array:
    """y = 1 where x > 0, else 0. x: any shape -> y: the same shape, integers (B1 3.2.2)."""
    return (xp_of(x).asarray(x) > 0).astype(int)


def sigmoid(x: Array) -> Array:
    """y = 1 / (1 + e^-x), with dy/dx = y (1 - y) (B1 3.2.4).

    Where x < 0 the fraction is multiplied by e^x above and below: e^x / (1 + e^x). So no exponent is ever above 0, and
    nothing overflows. Both forms are one: e^min(x, 0) / (1 + e^-|x|).
    """
    xp = xp_of(x)
    return xp.exp(xp.minimum(x, 0)) / (1 + xp.exp(-xp.abs(x)))


def tanh(x: Array) -> Array:
    """y = (e^x - e^-x) / (e^x + e^-x), with dy/dx = 1 - y^2."""
    return xp_of(x).tanh(x)


def relu(x: Array) -> Array:
    """y = max(x, 0), with dy/dx = 1 where x > 0, else 0 (B1 3.2.7)."""
    return xp_of(x).maximum(x, 0)


def softmax(x: Array) -> Array:
    """y_k = e^(x_k) / sum_j e^(x_j) over the last axis. x: (K,) or (N, K) -> y: the same shape (B1 3.5).

    Subtracting the maximum changes nothing, since it cancels in the fraction, but keeps e^x from overflowing.
    """
    xp = xp_of(x)
    y = xp.exp(x - x.max(axis=-1, keepdims=True))
    y /= y.sum(axis=-1, keepdims=True)
    return y


def sum_squared_error(y: Array, t: Array) -> Array:
    """E = 1/2 sum_k (y_k - t_k)^2, the mean of it over a batch. y: (K,) or (N, K); t: the same, or labels (B1 4.2.1)."""
    y, t = as_batch("sum_squared_error", y, t)
    expect.data("sum_squared_error", y, "y")
    difference = y - rows_of(t, y)
    return (difference * difference).sum() / (2 * len(y))


def cross_entropy_error(y: Array, t: Array) -> Array:
    """E = -sum_k t_k log y_k, the mean of it over a batch. y: (K,) or (N, K); t: the same, or labels (B1 4.2.2-4.2.4).

    A probability of 0 counts as the smallest number of its dtype: a large loss, not an infinite one.
    """
    xp = xp_of(y)
    y, t = as_batch("cross_entropy_error", y, t)
    expect.data("cross_entropy_error", y, "y")
    log_y = xp.log(xp.maximum(y, xp.finfo(y.dtype).tiny))
    return -pick(log_y, t).sum() / len(y)


def as_batch(where: str, y: Array, t: Array) -> tuple[Array, Array]:
    """One datum becomes a batch of one: y (K,) -> (1, K); t (K,) -> (1, K), or a label () -> (1,).

    Raises ValueError when y is neither one datum nor rows of data, and when t is neither one row a datum nor one label from
    0 to K - 1 a datum.
    """
    expect.floats(where, y, "y")
    if y.ndim not in (1, 2):
        raise ValueError(f"{where}: y is {y.shape}, {y.ndim} axes, but must be (K,) or (N, K): e.g. y.reshape(-1, K)")
    t = t if hasattr(t, "dtype") else xp_of(y).asarray(t)
    xp_of_all(where, y=y, t=t)
    shape = y.shape
    if t.shape not in (shape, shape[:-1]):
        raise ValueError(f"{where}: y is {shape} but t is {t.shape}: t must be {shape} (one-hot) or {shape[:-1]} (labels)")
    if t.shape != shape:
        _check_labels(where, t, shape[-1])
    else:
        t = t.astype(y.dtype, copy=False)
    return (y, t) if y.ndim > 1 else (y[None], t[None])


def pick(values: Array, t: Array) -> Array:
    """The value of each row's own class: sum_k t_k v_k. values: (N, K), t: (N, K) or (N,) -> (N,)"""
    if t.ndim == values.ndim:
        return (values * t).sum(axis=-1)
    return values[xp_of(values).arange(len(t)), t]


def rows_of(t: Array, y: Array) -> Array:
    """t as rows like y, whether it came as labels (N,) or as rows (N, K). y: (N, K) -> (N, K)"""
    return t if t.ndim == y.ndim else one_hot(t, y.shape[-1], y.dtype)


def one_hot(t: Array, classes: int, dtype: Any = int) -> Array:
    """Labels as rows with a single 1. t: (N,) -> (N, K)"""
    return (t[..., None] == xp_of(t).arange(classes)).astype(dtype)


def _check_labels(where: str, t: Array, classes: int) -> None:
    if t.dtype.kind not in "iu":
        raise ValueError(f"{where}: t holds {t.dtype} labels: labels are integers, e.g. t.astype(int)")
    if t.astype("uint64").max() >= classes:  # a negative label, taken for unsigned, is huge: one look finds both faults
        last = classes - 1
        raise ValueError(f"{where}: t has labels {t.min()} to {t.max()}: {classes} classes have labels 0 to {last}")
