"""Values made ready to travel: plain ones as JSON, arrays as bytes.

References to what is needed are taken when this file is loaded, before any learner's code could patch them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

MAX_ARRAY = 4 << 20
MAX_TEXT = 500
MAX_ITEMS = 64
KINDS = "fiub"  # floats, signed and unsigned integers, booleans

_tobytes = np.ndarray.tobytes
_dtype_of = np.ndarray.dtype.__get__
_shape_of = np.ndarray.shape.__get__
_nbytes_of = np.ndarray.nbytes.__get__
_asarray, _as_type, _float64 = np.asarray, np.ndarray.astype, np.float64
_isinstance, _type, _len, _str = isinstance, type, len, str
_issubclass = issubclass
_len_of_tuple, _len_of_list = tuple.__len__, list.__len__
_each_of_tuple, _each_of_list = tuple.__iter__, list.__iter__
_generic, _ndarray = np.generic, np.ndarray

Spec = dict[str, Any]


def pack_value(value: Any, blobs: list[bytes], crash_of: Callable[[BaseException], Spec], depth: int = 0) -> Spec:
    """A JSON-ready description of `value`; the bytes of its arrays are appended to `blobs`."""
    kind = _type(value)
    if value is None or kind is bool:
        return {"kind": "plain", "value": value}
    if kind is int:
        return {"kind": "plain", "value": value} if abs(value) < 1 << 62 else _foreign("int beyond 64 bits")
    if kind is float:
        return {"kind": "float", "value": value.hex()}
    if kind is _str:
        return {"kind": "plain", "value": value[:MAX_TEXT]}
    if _issubclass(kind, (tuple, list)) and depth < 2 and _length(value) <= MAX_ITEMS:
        return {"kind": "tuple", "items": [pack_value(item, blobs, crash_of, depth + 1) for item in _items(value)]}
    if _isinstance(value, BaseException):
        return crash_of(value)
    if _isinstance(value, _generic):
        value = _asarray(value)
    if _isinstance(value, _ndarray):
        return _array(value, blobs)
    return _foreign(kind.__name__)


def _length(value: Any) -> int:
    """Of a class derived from these the learner may have written any method: theirs are not called."""
    return (_len_of_tuple if _issubclass(_type(value), tuple) else _len_of_list)(value)


def _items(value: Any) -> Iterator[Any]:
    return (_each_of_tuple if _issubclass(_type(value), tuple) else _each_of_list)(value)


def _array(value: Any, blobs: list[bytes]) -> Spec:
    if _dtype_of(value).kind == "f" and _dtype_of(value).itemsize > 8:  # longdouble: real numbers, with digits to spare
        value = _as_type(value, _float64)
    dtype, shape = _dtype_of(value), list(_shape_of(value))
    if dtype.kind not in KINDS or dtype.itemsize > 8:
        return _foreign(f"array of {_str(dtype)[:40]}", shape)
    if _nbytes_of(value) > MAX_ARRAY or _len(shape) > 8:
        return _foreign("array", shape)
    little = value if dtype.byteorder != ">" else value.astype(dtype.newbyteorder("<"))
    blobs.append(_tobytes(little))
    return {"kind": "array", "dtype": _dtype_of(little).str, "shape": shape}


def _foreign(description: str, shape: list[int] | None = None) -> Spec:
    return {"kind": "foreign", "description": description[:80], "shape": shape[:8] if shape is not None else None}
