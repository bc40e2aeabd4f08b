"""Figures on their way from a lab to the screen: packed in the worker, unpacked in the judge.

Driven by the fields of the figures' own classes, so that a new figure needs nothing here but its name in `engine.figures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

from tutor.judge.wire import packing
from tutor.judge.wire.frames import BadFrame
from tutor.judge.wire.unpacking import Unpacker

MAX_DEPTH = 10

T = TypeVar("T")


@cache
def classes() -> Mapping[str, type]:
    """The figures by name. Looked up when the first one is sent: a check sends none, and need not wait for them."""
    from engine import figures

    return {name: value for name, value in vars(figures).items() if isinstance(value, type) and is_dataclass(value)}


def figure_spec(value: Any, blobs: list[bytes], depth: int = 0) -> Any:
    """A JSON-ready description of a figure; bytes of arrays are appended to `blobs`. Raises TypeError for anything else."""
    if depth > MAX_DEPTH:
        raise TypeError("a figure nested too deeply")
    if type(value).__name__ in classes():
        described = {f.name: figure_spec(getattr(value, f.name), blobs, depth + 1) for f in fields(value)}
        return {"figure": type(value).__name__, "fields": described}
    if value is None or isinstance(value, bool | str | int | float):
        return packing.pack_value(value, blobs, _refuse)
    if isinstance(value, tuple):
        return {"many": [figure_spec(item, blobs, depth + 1) for item in value]}
    if isinstance(value, dict):
        return {"by_name": {str(key): figure_spec(item, blobs, depth + 1) for key, item in value.items()}}
    return packing.pack_value(np.asarray(value), blobs, _refuse)


def _refuse(error: BaseException) -> dict[str, Any]:
    raise TypeError("a figure that holds an exception")


def figure_from(spec: Any, blob: bytes) -> Any:
    """The figure again. Raises BadFrame for a description that `figure_spec` does not make."""
    return _read(spec, Unpacker(blob), 0)


def _read(spec: Any, unpacker: Unpacker, depth: int) -> Any:
    if not isinstance(spec, dict) or depth > MAX_DEPTH:
        raise BadFrame("a figure that is no object")
    if "figure" in spec:
        return _figure(spec, unpacker, depth)
    if "many" in spec:
        return tuple(_read(item, unpacker, depth + 1) for item in _of_kind(list, spec["many"]))
    if "by_name" in spec:
        return {str(key): _read(item, unpacker, depth + 1) for key, item in _of_kind(dict, spec["by_name"]).items()}
    return unpacker.value(spec)


def _of_kind(kind: type[T], held: Any) -> T:
    if not isinstance(held, kind):
        raise BadFrame(f"parts of a figure that are no {kind.__name__}")
    return held


def _figure(spec: dict[str, Any], unpacker: Unpacker, depth: int) -> Any:
    kind = classes().get(_of_kind(str, spec["figure"]))
    if kind is None or not isinstance(spec.get("fields"), dict):
        raise BadFrame("a figure of an unknown kind")
    found = {f.name: _read(spec["fields"].get(f.name), unpacker, depth + 1) for f in fields(kind)}
    hints = get_type_hints(kind)
    for name, value in found.items():
        if not _fits(value, hints[name]):
            raise BadFrame(f"{spec['figure']}.{name} is a {type(value).__name__}")
    return kind(**found)


def _fits(value: Any, hint: Any) -> bool:
    """Whether a value has the type that a field declares, and in tuples of texts and figures each part, too."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, choice) for choice in get_args(hint))
    if hint is Any or hint is NoneType:
        return hint is Any or value is None
    if origin is not None and not isinstance(origin, type):
        return isinstance(value, str)  # Literal["grey", ...]
    if origin is tuple and isinstance(value, tuple):
        return _parts_fit(value, get_args(hint))
    wanted = origin or hint
    if wanted is float:
        return isinstance(value, int | float)
    return not isinstance(wanted, type) or isinstance(value, wanted)


def _parts_fit(parts: tuple[Any, ...], hints: tuple[Any, ...]) -> bool:
    if not (len(hints) == 2 and hints[1] is ...):
        return len(parts) == len(hints)
    plain = hints[0] is str or all(choice in classes().values() for choice in get_args(hints[0]) or hints[:1])
    return not plain or all(_fits(part, hints[0]) for part in parts)


def is_figure(value: Any) -> bool:
    """Whether a lab may yield it; a part of a figure is none."""
    from engine.figures import Checkpoint, Figure

    return isinstance(value, (*get_args(Figure), Checkpoint))
