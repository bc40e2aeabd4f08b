"""What any object has reached, as plain arrays: an optimizer goes on where it stood, whatever its attributes are called.

`state_of` walks numbers, texts, arrays, lists, dicts, random generators and the attributes of objects; `restore` puts them
back into an object that was made in the same way. No pickle: reading a state runs nobody's code.

    Checkpoint(epoch, state_of({"network": network, "optimizer": optimizer, "curves": curves}))
    restore({"network": network, "optimizer": optimizer, "curves": curves}, checkpoint.arrays)
"""

from __future__ import annotations

import json
import random
from collections import deque
from collections.abc import Iterator, Mapping
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from engine.backend import Array

LAYOUT, PIECE = "layout", 1 << 20  # bytes of an array of the state: a run's checkpoint travels in arrays of limited size
KINDS = ("complex", "bytes", "array", "generator", "dict", "many", "deque", "object")
PLAIN = (bool, int, float, str, type(None))
CODE = (FunctionType, BuiltinFunctionType, MethodType, ModuleType, type, np.ufunc, partial)  # no state: stays as it is
BITS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")

Node = list[Any]  # its kind, its number, and what the kind needs; as JSON


def state_of(obj: Any) -> dict[str, Array]:
    """Arrays of bytes, (n,) uint8 each, by name. `obj` itself is left as it is, and shares nothing with them.

    Functions, classes and modules are no state: they stay what they are in the object that is restored.
    Raises ValueError that names the attribute which cannot be kept, such as an iterator or an open file.
    """
    writer = _Writer()
    layout = json.dumps(writer.node(obj, type(obj).__name__)).encode()
    data = b"".join(writer.data)
    pieces = {str(k): np.frombuffer(data[at : at + PIECE], np.uint8) for k, at in enumerate(range(0, len(data), PIECE))}
    return {LAYOUT: np.frombuffer(layout, np.uint8), **pieces}


def restore(obj: Any, state: Mapping[str, Array]) -> Any:
    """Put `obj` where the one stood that `state` was taken of. Returns it, or what takes its place if it is a plain value.

    Arrays, lists and dicts that are there are filled in place, so that whoever shares them sees it; what is missing is made.
    Raises ValueError where the state is damaged, or of an object of other classes; then nothing is changed.
    """
    if LAYOUT not in state:
        raise ValueError("no state of an object: it was kept in another way, so begin anew")
    try:
        layout = json.loads(np.asarray(state[LAYOUT], np.uint8).tobytes())
        data = b"".join(np.asarray(state[str(k)], np.uint8).tobytes() for k in range(len(state) - 1))
        reader = _Reader(data)
        value = reader.value(layout, obj, type(obj).__name__)
    except (KeyError, IndexError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"a damaged state ({error!r}): begin anew") from error
    for change in reader.changes:
        change()
    return value


class _Writer:
    """Numbers what it meets, so that what is met twice is written once."""

    def __init__(self) -> None:
        self.data: list[bytes] = []
        self._size = 0
        self._met: dict[int, tuple[int, Any]] = {}  # held, so that no other object gets the same id meanwhile

    def node(self, value: Any, where: str) -> Node:
        if type(value) in PLAIN:
            return ["plain", value]
        if isinstance(value, CODE):
            return ["code"]
        if id(value) in self._met:
            return ["again", self._met[id(value)][0]]
        number = len(self._met)
        self._met[id(value)] = number, value
        return self._new(value, number, where)

    def _new(self, value: Any, number: int, where: str) -> Node:
        match value:
            case complex() if type(value) is complex:
                return ["complex", number, value.real, value.imag]
            case bytes() if type(value) is bytes:
                return ["bytes", number, value.decode("latin-1")]
            case np.ndarray() | np.generic():
                return self._array(value, number, where)
            case random.SystemRandom():
                raise ValueError(f"{where}: a SystemRandom has no place to go on from: use random.Random()")
            case np.random.Generator() | np.random.RandomState() | np.random.BitGenerator() | random.Random():
                return ["generator", number, _name(value), _bits(value), self.node(_position(value), where)]
            case dict():
                _refuse_attributes(value, where)
                items = [[self.node(k, where), self.node(v, f"{where}[{k!r}]")] for k, v in value.items()]
                return ["dict", number, _name(value), items]
            case list() | tuple() | deque() | set() | frozenset():
                _refuse_attributes(value, where)
                items = [self.node(v, f"{where}[{k}]") for k, v in enumerate(value)]
                longest = getattr(value, "maxlen", None)  # of a deque, which forgets beyond
                kind, *more = ("many",) if longest is None else ("deque", longest)
                return [kind, number, _name(value), items, *more]
        if not hasattr(value, "__dict__") and not _slots(value):
            raise ValueError(f"{where}: a {_name(value)} cannot be kept: keep numbers, arrays, lists, dicts or generators")
        return ["object", number, _name(value), [[k, self.node(v, f"{where}.{k}")] for k, v in _attributes(value)]]

    def _array(self, value: Any, number: int, where: str) -> Node:
        if (isinstance(value, np.ndarray) and type(value) is not np.ndarray) or value.dtype.kind in "OV":
            raise ValueError(f"{where}: an array of {value.dtype} cannot be kept: keep arrays of numbers")
        start, self._size = self._size, self._size + value.nbytes
        self.data.append(value.tobytes())
        return ["array", number, value.dtype.str, list(value.shape), start, isinstance(value, np.generic)]


class _Reader:
    """Makes values, and notes down the `changes` of those that are there."""

    def __init__(self, data: bytes) -> None:
        self.changes: list[Any] = []
        self._data = data
        self._made: dict[int, Any] = {}
        self._taken: dict[int, Any] = {}  # what is there serves once: two that were apart must not become one

    def value(self, node: Node, live: Any, where: str) -> Any:
        kind, *rest = node
        if kind == "plain":
            return rest[0]
        if kind == "code":
            if not isinstance(live, CODE):
                raise ValueError(f"{where}: a function stood here, and none is there now: make the object in the same way")
            return live
        if kind == "again":
            return self._made[rest[0]]
        if kind not in KINDS:
            raise KeyError(kind)
        number, *given = rest
        value = self._made[number] = getattr(self, f"_{kind}")(number, *given, live, where)
        return value

    def _complex(self, _: int, real: float, imag: float, *__: Any) -> complex:
        return complex(real, imag)

    def _bytes(self, _: int, text: str, *__: Any) -> bytes:
        return text.encode("latin-1")

    def _array(self, _: int, name: str, shape: list[int], start: int, scalar: bool, live: Any, __: str) -> Any:
        dtype = np.dtype(name)
        count = int(np.prod(shape, dtype=int))
        found = (
            np.frombuffer(self._data, np.uint8, count * dtype.itemsize, start).view(dtype) if count else np.empty(0, dtype)
        )
        saved = found.reshape(shape).copy()
        if scalar:
            return saved[()]
        fits = type(live) is np.ndarray and (live.dtype, live.shape) == (dtype, saved.shape) and live.flags.writeable
        if not fits or not self._take(live):
            return saved
        self.changes.append(lambda: np.copyto(live, saved))
        return live

    def _generator(self, _: int, name: str, bits: str, position: Node, live: Any, where: str) -> Any:
        made = (
            live if _name(live) == name and _bits(live) == bits and self._take(live) else _new_generator(name, bits, where)
        )
        place = self._new_value(position, where)
        _try(made, place, where)
        self.changes.append(lambda: _move(made, place))
        return made

    def _new_value(self, node: Node, where: str) -> Any:
        """One that shares nothing with what is there, and so may be filled at once."""
        later, self.changes = self.changes, []
        value = self.value(node, None, where)
        for change in self.changes:
            change()
        self.changes = later
        return value

    def _dict(self, number: int, name: str, items: list[Node], live: Any, where: str) -> Any:
        there = live if isinstance(live, dict) else {}
        made = self._made[number] = self._container(name, live, {}, where)
        keys = [self.value(key, None, where) for key, _ in items]
        values = [self.value(node, there.get(k), f"{where}[{k!r}]") for k, (_, node) in zip(keys, items, strict=True)]
        self.changes.append(lambda: (made.clear(), made.update(zip(keys, values, strict=True))))
        return made

    def _deque(self, number: int, name: str, items: list[Node], longest: int, live: Any, where: str) -> Any:
        return self._many(number, name, items, live, where, longest)

    def _many(self, number: int, name: str, items: list[Node], live: Any, where: str, longest: int | None = None) -> Any:
        there = list(live) if isinstance(live, list | tuple | deque) else []
        there += [None] * (len(items) - len(there))
        if name in ("tuple", "frozenset") or (isinstance(live, tuple) and _name(live) == name):
            return _make_fixed(name, live, list(self._items(items, there, where)), where)
        plain: Any = {"deque": deque(maxlen=longest), "set": set()}.get(name, [])
        made = self._made[number] = self._container(name, live, plain, where)
        kind = set if isinstance(made, set) else list  # a set at once, as a damaged item may be one that no set takes
        values = kind(self._items(items, there, where))
        self.changes.append(made.clear)
        self.changes.append(lambda: made.update(values) if isinstance(made, set) else made.extend(values))
        return made

    def _items(self, items: list[Node], there: list[Any], where: str) -> Iterator[Any]:
        return (self.value(node, there[k], f"{where}[{k}]") for k, node in enumerate(items))

    def _container(self, name: str, live: Any, plain: Any, where: str) -> Any:
        """The one that is there, or a new one of a plain kind."""
        if _name(live) == name and self._take(live):
            return live
        if _name(plain) != name:
            raise ValueError(
                f"{where}: a {name} stood here, and a {_name(live)} is there now: make the object in the same way"
            )
        return plain

    def _object(self, number: int, name: str, items: list[Node], live: Any, where: str) -> Any:
        if _name(live) != name or not self._take(live):
            raise ValueError(
                f"{where}: a {name} stood here, and a {_name(live)} is there now: make the object in the same way"
            )
        self._made[number] = live
        there = dict(_attributes(live))
        values = {key: self.value(node, there.get(key), f"{where}.{key}") for key, node in items}
        self.changes.append(lambda: _set_attributes(live, values))
        return live

    def _take(self, live: Any) -> bool:
        free = id(live) not in self._taken
        self._taken[id(live)] = live
        return free


def _name(value: Any) -> str:
    return type(value).__name__


def _slots(value: Any) -> list[str]:
    found = [(kind, vars(kind).get("__slots__", ())) for kind in type(value).__mro__]
    names = [_mangle(kind, name) for kind, names in found for name in ((names,) if isinstance(names, str) else names)]
    return [name for name in names if name not in ("__dict__", "__weakref__")]


def _mangle(kind: type, name: str) -> str:
    """What Python calls an attribute that is private to a class: __x of a class Thing is _Thing__x."""
    owner = kind.__name__.lstrip("_")
    return f"_{owner}{name}" if owner and name.startswith("__") and not name.endswith("__") else name


def _attributes(value: Any) -> Iterator[tuple[str, Any]]:
    """Those of the object itself, not of its class."""
    yield from getattr(value, "__dict__", {}).items()
    yield from ((name, getattr(value, name)) for name in _slots(value) if hasattr(value, name))


def _set_attributes(obj: Any, values: dict[str, Any]) -> None:
    """Just these: one that was set since then is gone, as it was not there."""
    slots = _slots(obj)
    if hasattr(obj, "__dict__"):
        obj.__dict__.clear()
        obj.__dict__.update({name: value for name, value in values.items() if name not in slots})
    for name in slots:
        if name in values:
            object.__setattr__(obj, name, values[name])
        elif hasattr(obj, name):
            object.__delattr__(obj, name)


def _refuse_attributes(value: Any, where: str) -> None:
    if getattr(value, "__dict__", None):
        raise ValueError(f"{where}: a {_name(value)} that has attributes beside its items cannot be kept: keep them apart")


def _make_fixed(name: str, live: Any, values: list[Any], where: str) -> Any:
    if name == "frozenset":
        return frozenset(values)
    if name == "tuple":
        return tuple(values)
    if _name(live) != name or not hasattr(live, "_make"):
        raise ValueError(f"{where}: a {name} stood here, and a {_name(live)} is there now: make the object in the same way")
    return live._make(values)


def _bits(value: Any) -> str:
    """The algorithm behind a generator."""
    if isinstance(value, np.random.RandomState):
        return str(value.get_state(legacy=False)["bit_generator"])
    return _name(value.bit_generator if isinstance(value, np.random.Generator) else value)


def _position(value: Any) -> Any:
    match value:
        case np.random.RandomState():
            return value.get_state(legacy=False)
        case np.random.Generator():
            return value.bit_generator.state
        case np.random.BitGenerator():
            return value.state
    return value.getstate()


def _move(generator: Any, position: Any) -> None:
    match generator:
        case np.random.RandomState():
            generator.set_state(position)
        case np.random.Generator():
            generator.bit_generator.state = position
        case np.random.BitGenerator():
            generator.state = position
        case _:
            generator.setstate(position)


def _try(generator: Any, position: Any, where: str) -> None:
    """Refuse a position that the generator cannot take, and leave it where it stood."""
    before = _position(generator)
    try:
        _move(generator, position)
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{where}: a damaged state of a generator ({error!r}): begin anew") from error
    finally:
        _move(generator, before)


def _new_generator(name: str, bits: str, where: str) -> Any:
    if name == "Random":
        return random.Random()
    if name not in ("Generator", "RandomState", bits) or bits not in BITS:
        raise ValueError(f"{where}: a {name} on {bits} cannot be made anew: make the object in the same way")
    made = getattr(np.random, bits)()
    return made if name == bits else getattr(np.random, name)(made)
