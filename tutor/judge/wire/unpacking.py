"""The other side of `packing`: values read back in the judge, each length and type looked at before it is believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tutor.characters import clean
from tutor.judge.diagnosis.shape_report import Operand, ShapeError
from tutor.judge.wire.frames import BadFrame
from tutor.model import Crash, End, Ending, Foreign, Frame, Held, Place, Scene, Value

DTYPES = frozenset(
    {"<f8", "<f4", "<f2", "<i8", "<i4", "<i2", "|i1", "<u8", "<u4", "<u2", "|u1", "|b1"},
)
MAX_TEXT = 2000
LARGEST = 1 << 62  # of integers that `packing` sends as numbers
TOLD = ("done", "parse", "raised", "missing", "flooded", "broken")


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
                return Foreign(text_of(spec.get("description")), _shape(shape) if shape is not None else None)
            case "crash":
                return crash(spec)
        raise BadFrame("a value of unknown kind")

    def _array(self, spec: dict[str, Any]) -> Any:
        import numpy as np  # here, so that a program that judges nothing never loads it

        dtype, shape = spec.get("dtype"), _shape(spec.get("shape"))
        if not isinstance(dtype, str) or dtype not in DTYPES:
            raise BadFrame("an array of a dtype that is not allowed")
        count = 1
        for size in shape:
            count *= size
        data = self._take(count * np.dtype(dtype).itemsize)
        try:
            return np.ndarray(shape, dtype, data)
        except ValueError:
            raise BadFrame("an array of a shape that cannot be") from None

    def _take(self, size: int) -> bytes:
        end = self._at + size
        if end > len(self._blob):
            raise BadFrame("an array longer than its frame")
        data, self._at = self._blob[self._at : end], end
        return data


def crash(spec: dict[str, Any]) -> Crash:
    """An exception as it was described by the worker."""
    frames = tuple(_frame(item) for item in _list(spec.get("frames"))[:16])
    told = text_of(spec.get("type")), text_of(spec.get("text")), frames, bool(spec.get("own") and frames)
    around, bases = _scene(spec.get("scene")), tuple(map(text_of, _list(spec.get("bases", []))[:16]))
    if "operands" not in spec:
        return Crash(*told, scene=around, bases=bases)
    operands = tuple(map(_operand, _list(spec["operands"])[:8]))
    return ShapeError(*told, text_of(spec.get("code")), operands, scene=around, bases=bases)


def _scene(spec: Any) -> Scene:
    if spec is None:
        return Scene()
    if not isinstance(spec, dict):
        raise BadFrame("a scene that is no object")
    texts = {key: text_of(spec.get(key, ""), 200) for key in ("code", "name", "owner", "has", "near", "function", "given")}
    held = tuple(map(_held, _list(spec.get("held", []))[:8]))
    unset = tuple(text_of(item, 40) for item in _list(spec.get("unset", []))[:3])
    facts = tuple(map(_pair, _list(spec.get("facts", []))[:24]))
    return Scene(**texts, held=held, object=bool(spec.get("object")), unset=unset, facts=facts)


def _pair(item: Any) -> tuple[str, str]:
    match item:
        case [str() as name, str() as text]:
            return text_of(name, 40), text_of(text, 200)
    raise BadFrame("a fact that is no name and text")


def _held(item: Any) -> Held:
    match item:
        case [str() as name, str() as kind, str() as detail]:
            return Held(text_of(name, 80), text_of(kind, 80), text_of(detail, 80))
    raise BadFrame("a name that holds nothing")


def ending(header: Mapping[str, Any]) -> Ending:
    """How a worker says that a run ended. Raises BadFrame for an end that only the judge can tell of."""
    how = header.get("how")
    if how not in TOLD:
        raise BadFrame("an end that does not say how")
    raised = crash(header["crash"]) if isinstance(header.get("crash"), dict) else None
    return Ending(End(how), raised, facts_of(header.get("facts")))


def _operand(item: Any) -> Operand:
    match item:
        case [str() as name, shape]:
            return text_of(name, 80), _shape(shape)
    raise BadFrame("an operand that is none")


def facts_of(value: Any) -> dict[str, Any]:
    """Plain facts for a sentence. Raises BadFrame."""
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > 8:
        raise BadFrame("facts that are no object")
    return {text_of(name, 40): _fact(fact) for name, fact in value.items()}


def _fact(value: Any) -> int | float | str:
    return value if isinstance(value, int | float) else text_of(value, 200)


def _frame(item: Any) -> Frame:
    match item:
        case [str() as function, *numbers] if len(numbers) in (1, 4) and all(map(_is_position, numbers)):
            return Frame(text_of(function, 80), Place(*numbers))
    raise BadFrame("a frame of a traceback that is none")


def _is_position(number: Any) -> bool:
    return type(number) is int and 0 <= number < 1 << 24


def _plain(value: Any) -> Value:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) >= LARGEST:
            raise BadFrame("an integer beyond 64 bits")
        return value
    return text_of(value)


def _float(value: Any) -> float:
    try:
        return float.fromhex(text_of(value))
    except (ValueError, OverflowError):
        raise BadFrame("a float that is no number") from None


def text_of(value: Any, limit: int = MAX_TEXT) -> str:
    """Its first characters, each of which can be shown and none of which acts on a terminal. Raises BadFrame."""
    if not isinstance(value, str):
        raise BadFrame("a text that is no text")
    return clean(value[:limit])


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise BadFrame("a list that is no list")
    return value


def _shape(value: Any) -> tuple[int, ...]:
    shape = tuple(_list(value))
    if len(shape) > 8 or not all(type(size) is int and 0 <= size < 1 << 31 for size in shape):
        raise BadFrame("a shape that is no shape")
    return shape
