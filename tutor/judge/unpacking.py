"""The other side of `packing`: values read back in the judge, each length and type looked at before it is believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.judge.wire import BadFrame
from tutor.model import Crash, Foreign, Frame, Place, Value

DTYPES = frozenset(
    {"<f8", "<f4", "<f2", "<i8", "<i4", "<i2", "|i1", "<u8", "<u4", "<u2", "|u1", "|b1"},
)


class Unpacker:
    """Reads the values of one frame; arrays are taken from its bytes in order."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self._at = 0

    def value(self, spec: Any, depth: int = 0) -> Value:
        """Raises BadFrame for anything that `packing` does not produce."""
        if not isinstance(spec, dict) or depth > 3:
            raise BadFrame("a value that is no object")
        match spec.get("kind"):
            case "plain":
                return _plain(spec.get("value"))
            case "float":
                return _float(spec.get("value"))
            case "tuple":
                return tuple(self.value(item, depth + 1) for item in _list(spec.get("items"))[:64])
            case "array":
                return self._array(spec)
            case "foreign":
                shape = spec.get("shape")
                return Foreign(_text(spec.get("description")), _shape(shape) if shape is not None else None)
            case "crash":
                return crash(spec)
        raise BadFrame("a value of unknown kind")

    def _array(self, spec: dict[str, Any]) -> Any:
        import numpy as np  # here, so that a program that judges nothing never loads it

        dtype, shape = spec.get("dtype"), _shape(spec.get("shape"))
        if dtype not in DTYPES:
            raise BadFrame("an array of a dtype that is not allowed")
        count = 1
        for size in shape:
            count *= size
        data = self._take(count * np.dtype(dtype).itemsize)
        return np.frombuffer(data, dtype).reshape(shape)

    def _take(self, size: int) -> bytes:
        end = self._at + size
        if end > len(self._blob):
            raise BadFrame("an array longer than its frame")
        data, self._at = self._blob[self._at : end], end
        return data


def crash(spec: dict[str, Any]) -> Crash:
    """An exception as it was described by the worker."""
    frames = tuple(_frame(item) for item in _list(spec.get("frames"))[:16])
    return Crash(_text(spec.get("type")), _text(spec.get("text")), frames, bool(spec.get("own")))


def _frame(item: Any) -> Frame:
    match item:
        case [str() as function, int() as line, int() as column, int() as end_line, int() as end_column]:
            return Frame(function[:80], Place(line, column, end_line, end_column))
        case [str() as function, int() as line, *_]:
            return Frame(function[:80], Place(line))
    raise BadFrame("a frame of a traceback that is no list")


def _plain(value: Any) -> Value:
    if value is None or isinstance(value, bool | int):
        return value
    return _text(value)


def _float(value: Any) -> float:
    try:
        return float.fromhex(_text(value))
    except (ValueError, OverflowError):
        raise BadFrame("a float that is no number") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadFrame("a text that is no text")
    return value[:2000]


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise BadFrame("a list that is no list")
    return value


def _shape(value: Any) -> tuple[int, ...]:
    shape = tuple(_list(value))
    if len(shape) > 8 or not all(type(size) is int and 0 <= size < 1 << 31 for size in shape):
        raise BadFrame("a shape that is no shape")
    return shape
