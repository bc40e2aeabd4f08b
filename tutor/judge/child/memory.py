"""Code that has filled all the memory it may use: room to say so all the same, and what it is that holds the memory.

A worker keeps some address space from the start that no code of a learner's gets; it is let go when something is to be told.
"""

from __future__ import annotations

import mmap
import re
import sys
from collections import deque
from collections.abc import Iterator
from itertools import islice
from types import ModuleType, TracebackType
from typing import Any

import numpy as np

from tutor.lines import python_lines

RESERVE = 16 << 20  # bytes
ROOM = 1 << 20  # bytes without which a fault of C code is one of memory
LARGE = 32 << 20  # bytes from which on one name is to blame
SAMPLE, DEEP = 256, 3  # items looked at in a container, and how many containers inside one another

_getsizeof, _isinstance, _type, _len, _vars = sys.getsizeof, isinstance, type, len, vars
_MemoryError, _SystemError = MemoryError, SystemError
_nbytes_of = np.ndarray.nbytes.__get__
_kept: list[mmap.mmap] = []


def keep_reserve() -> None:
    """Keep the reserve, or as before none where there is no room for it."""
    try:
        if not _kept:
            _kept.append(mmap.mmap(-1, RESERVE))
    except (OSError, MemoryError, ValueError):
        return


def let_reserve_go() -> None:
    """Give the reserve to whoever asks for memory next. Asks for none itself."""
    if _kept:
        _kept.pop().close()


def is_for_memory(error: BaseException) -> bool:
    """Whether an exception comes of a lack of memory; NumPy's loops, and C code, may then raise SystemError instead."""
    if _isinstance(error, _MemoryError):
        return True
    if not _isinstance(error, _SystemError):
        return False
    try:
        mmap.mmap(-1, ROOM).close()
    except (OSError, _MemoryError):
        return True
    return False


def find_holder(trace: TracebackType | None, module: ModuleType | None, source: str) -> dict[str, Any]:
    """`name` of what holds most of the memory, and the `line` of `source` where the name is first; empty if none is large.

    Looked through are the names of the learner's module, and the attributes of its objects that the trace's frames hold.
    """
    named = module is not None and [*_names_of(module), *_attributes_in(trace, module.__name__)]
    size, name = max(((_size(value), name) for name, value in named or ()), default=(0, ""))
    if size < LARGE:
        return {}
    lines = (number for number, line in enumerate(python_lines(source), 1) if re.search(rf"\b{re.escape(name)}\b", line))
    return {"name": name[:40], "line": next(lines, 0)}


def _names_of(module: ModuleType) -> Iterator[tuple[str, Any]]:
    return iter(list(_vars(module).items()))


def _attributes_in(trace: TracebackType | None, title: str) -> Iterator[tuple[str, Any]]:
    while trace is not None:
        for value in list(trace.tb_frame.f_locals.values()):
            if _type(value).__module__ == title and _type(_type(value)) is type and hasattr(value, "__dict__"):
                yield from ((f"self.{name}", held) for name, held in list(_vars(value).items()))
        trace = trace.tb_next


def _size(value: Any, depth: int = 0) -> int:
    """Bytes, about: of a long container the first items speak for the rest. No method of the learner's is called."""
    kind = _type(value)
    if kind is np.ndarray:
        return int(_nbytes_of(value))
    if kind in (bytes, bytearray, str, int):
        return _getsizeof(value)
    if kind not in (list, tuple, dict, set, frozenset, deque) or depth > DEEP:
        return 0
    items = list(islice(value.values() if kind is dict else value, SAMPLE))
    each = sum(_size(item, depth + 1) for item in items) / max(_len(items), 1)
    return int(_getsizeof(value) + each * _len(value))
