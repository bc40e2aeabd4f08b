"""Frames between the judge and a worker: a JSON header and raw array bytes, each with its length in front.

Nothing else travels, never pickle: what comes out of a worker was made by a stranger's code and is read with suspicion.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any

MAX_HEADER = 1 << 20
MAX_FRAME = 16 << 20

_LENGTHS = struct.Struct("<II")
_encode = json.JSONEncoder(check_circular=False).encode  # headers are built here, level by level


class BadFrame(ValueError):
    """Bytes that no worker of ours would send."""


def pack(header: dict[str, Any], blob: bytes | bytearray = b"") -> bytes:
    """One frame."""
    text = _encode(header).encode("ascii")
    return _LENGTHS.pack(len(text), len(blob)) + text + blob


class Decoder:
    """Cuts a stream of bytes into frames, however the pipe has cut it."""

    def __init__(self, *, header: int = MAX_HEADER, blob: int = MAX_FRAME) -> None:
        self._waiting = bytearray()
        self._limits = header, blob

    def feed(self, data: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Yield each frame that is complete with `data`. Raises BadFrame."""
        self._waiting += data
        while len(self._waiting) >= _LENGTHS.size:
            header, blob = _LENGTHS.unpack_from(self._waiting)
            if header > self._limits[0] or blob > self._limits[1]:
                raise BadFrame(f"a frame of {header} + {blob} bytes")
            end = _LENGTHS.size + header + blob
            if len(self._waiting) < end:
                return
            whole = bytes(self._waiting[_LENGTHS.size : end])
            del self._waiting[:end]
            yield _parse_header(whole[:header]), whole[header:]


def _parse_header(header: bytes) -> dict[str, Any]:
    try:
        value = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise BadFrame(str(error)) from None
    if not isinstance(value, dict):
        raise BadFrame("a header that is no object")
    return value
