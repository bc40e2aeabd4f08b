"""Values of recordings held against each other: shapes, closeness, and the constant by which one is off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from tutor.model import Crash, Foreign, Record, Value

SINGLE_DIGITS = 16 * float(np.finfo(np.float32).eps)  # of the size of a value: a few roundings to float32, one after another
DOUBLE_DIGITS = 1e-12


def is_numeric(value: Value) -> bool:
    """True for numbers and arrays of numbers."""
    return isinstance(value, bool | int | float | np.ndarray)


def is_single(value: Value) -> bool:
    """True for arrays of float32 or float16."""
    return isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.dtype.itemsize < 8


def is_half(value: Value) -> bool:
    """True for arrays of float16, which keep three digits."""
    return is_single(value) and value.dtype.itemsize < 4


def to_single_digits(actual: Value, expected: Value) -> bool:
    """Whether numbers agree as far as the digits of float32 go, measured by the largest of what is expected."""
    if isinstance(actual, tuple) and isinstance(expected, tuple):
        return len(actual) == len(expected) and all(map(to_single_digits, actual, expected))
    if not (is_numeric(actual) and is_numeric(expected)) or is_half(actual):
        return close(actual, expected, 0.0, 0.0)
    size = float(np.max(np.abs(np.asarray(expected, float)), initial=0.0))
    return bool(np.isfinite(size)) and close(actual, expected, 0.0, SINGLE_DIGITS * size)


def to_double_digits(actual: Value, expected: Value) -> bool:
    """Whether two values are the same but for the rounding of float64."""
    return close(actual, expected, DOUBLE_DIGITS, DOUBLE_DIGITS)


def shape_of(value: Value) -> tuple[int, ...] | None:
    """The shape of anything that has one."""
    if is_numeric(value):
        return np.shape(value)
    return value.shape if isinstance(value, Foreign) else None


def shown_shape(shape: Sequence[int]) -> str:
    """As Python writes it: `(3,)`, `(3, 4)`."""
    return repr(tuple(shape))


def unpack_like(value: Value, model: Value) -> Value:
    """An array with as many rows as there are values in the model answer's tuple unpacks into them all the same."""
    if not isinstance(model, tuple):
        return value
    if isinstance(value, np.ndarray) and value.shape[:1] == (len(model),):
        return tuple(item if np.ndim(item) else item.item() for item in value)
    if isinstance(value, tuple) and len(value) == len(model):
        return tuple(map(unpack_like, value, model))
    return value


def worst(actual: Value, expected: Value) -> float:
    """Largest absolute difference of two numeric values of one shape; infinite where one of them is not a number."""
    return float(np.max(_gaps(np.asarray(actual, float), np.asarray(expected, float)), initial=0.0))


def _gaps(one: Any, other: Any) -> Any:
    """Absolute differences: 0 where both are the same, NaN and infinities included; infinite where only one is a number."""
    with np.errstate(invalid="ignore", over="ignore"):
        gaps = np.abs(one - other)
    if np.isfinite(gaps).all():
        return gaps
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    return np.where(same, 0.0, np.where(np.isnan(gaps), np.inf, gaps))


@np.errstate(invalid="ignore")  # a signalling nan, as bytes read in another type may be, warns when it is converted
def close(actual: Value, expected: Value, rtol: float, atol: float) -> bool:
    """Whether two values of any kind agree. Exceptions agree by type."""
    if isinstance(actual, tuple) and isinstance(expected, tuple):
        return len(actual) == len(expected) and all(close(a, e, rtol, atol) for a, e in zip(actual, expected, strict=True))
    if isinstance(actual, Crash) and isinstance(expected, Crash):
        return actual.is_a(expected)
    if not (is_numeric(actual) and is_numeric(expected)):
        return type(actual) is type(expected) and bool(actual == expected)
    if np.shape(actual) != np.shape(expected):
        return False
    one, other = np.asarray(actual, float), np.asarray(expected, float)
    # What one may be off by is measured by what is expected; beside an infinity nothing but itself is near.
    allowed = atol + rtol * np.where(np.isfinite(other), np.abs(other), 0.0)
    return one.tobytes() == other.tobytes() or bool((_gaps(one, other) <= allowed).all())


def alike(one: Record, other: Record) -> bool:
    """Whether two runs observed the same: what naming a mistake rests on. Error estimates are not compared."""
    if isinstance(one.value, Crash) and isinstance(other.value, Crash):
        return same_crash(one.value, other.value)
    if one.rule == "slopes" and is_numeric(one.value) and is_numeric(other.value):
        first, second = np.asarray(one.value), np.asarray(other.value)
        return first.shape == second.shape and close(first[:, 0], second[:, 0], 1e-6, 1e-9)
    return close(one.value, other.value, max(one.rtol, 1e-6), max(one.atol, 1e-9) if one.rule == "same" else 1e-9)


# How the texts begin that Python and NumPy give to the exceptions that people also raise in words of their own.
LIBRARY_WORDS = (
    "operands could not be", "shapes ", "matmul:", "dot:", "setting an array", "The truth value", "cannot reshape",
    "not enough values", "too many values", "all the input array", "all input arrays", "axes don't", "axis ", "could not ",
    "cannot ", "math domain", "max() ", "min() ", "zero-size array", "need at least", "Integers to negative", "a must be",
    "Cannot take", "negative dimensions", "repeats may not", "assignment destination", "output array", "condition must",
    "einstein sum", "einsum", "invalid literal", "non-broadcastable", "NumPy boolean", "zip() ", "array ", "total size",
    "object too deep", "data type must", "inhomogeneous", "expected sequence", "Input operand", "maximum supported",
)  # fmt: skip
IN_OWN_WORDS = ("ValueError", "AssertionError", "RuntimeError", "Exception")


def same_crash(one: Crash, other: Crash) -> bool:
    """Whether two exceptions tell of one fault: a typo raises the type of many a mistake, in the same place."""
    if one.type != other.type:
        return False
    if _in_own_words(one) and _in_own_words(other):
        return True
    return _text(one) == _text(other)


def _in_own_words(crash: Crash) -> bool:
    """Raised by a `raise` or `assert` that somebody wrote: what it says is theirs to choose."""
    return crash.own and crash.type in IN_OWN_WORDS and not crash.text.startswith(LIBRARY_WORDS)


def _text(crash: Crash) -> str:
    """What it says, but for where an object happened to lie in memory."""
    return re.sub(r"0x[0-9a-fA-F]+", "0x", crash.text)


def constant_ratio(actual: Any, expected: Any) -> float | None:
    """The factor by which `actual` is a multiple of `expected` throughout, if it is one other than 1."""
    one, other = np.ravel(np.asarray(actual, float)), np.ravel(np.asarray(expected, float))
    if one.shape != other.shape or not one.size or not (np.isfinite(one).all() and np.isfinite(other).all()):
        return None
    size = float(other @ other)
    if size == 0.0:
        return None
    ratio = float(one @ other) / size
    off = np.max(np.abs(one - ratio * other)) > 1e-6 * (np.max(np.abs(one)) + 1e-300)
    return None if off or abs(ratio - 1) < 1e-3 or abs(ratio) < 1e-12 else ratio


def told(value: Value) -> str | None:
    """A value that is one number, in digits; None for any other."""
    one = is_numeric(value) and np.size(value) == 1 and np.asarray(value).dtype.kind in "biuf"
    return f"{float(np.asarray(value).item()):.6g}" if one else None
