"""The write-ahead log beside an SQLite file: what of it belongs together, and whether SQLite will see all of it.

SQLite reads a log up to the first frame whose sums do not agree, and drops the rest without a word. A torn end is what a
kill leaves; a commit behind the torn place means that something has been overwritten. The layout is that of https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tutor.storage.files import read_bytes

LONGEST = 1 << 30  # bytes of a record or its log that are looked through for rows

HEADER, FRAME_HEADER = 32, 24
_ORDERS = {0x377F0682: "<", 0x377F0683: ">"}
_SUMMED_BYTES = 2**20
"""Up to this size the sums of all frames are looked over at every opening, in a tenth of a second at most."""


class LogFrame(NamedTuple):
    """A page as a transaction left it. `salt` names the round of the log, `commit` is 0 but for a transaction's last."""

    page: int
    commit: int
    salt: bytes
    head: bytes
    data: bytes


def log_of(file: Path) -> bytes:
    """The log's bytes; none where there is none that can be read."""
    with suppress(OSError):
        return read_bytes(Path(f"{file}-wal"), LONGEST)
    return b""


def page_size(log: bytes) -> int:
    """As the log says it; it may be nonsense."""
    return int.from_bytes(log[8:12], "big")


def frames(log: bytes, size: int) -> Iterator[LogFrame]:
    """Every frame that is there in full."""
    for start in range(HEADER, len(log) - FRAME_HEADER - size + 1, FRAME_HEADER + size):
        head = log[start : start + FRAME_HEADER]
        page, commit = struct.unpack(">II", head[:8])
        yield LogFrame(page, commit, head[8:16], head, log[start + FRAME_HEADER : start + FRAME_HEADER + size])


def present(log: bytes, size: int) -> list[LogFrame]:
    """The frames of the present round: earlier rounds are in the file already. Without a header the first two tell which."""
    found = list(frames(log, size))
    salts = {log[16:24]} if len(log) >= HEADER and _order(log) else {frame.salt for frame in found[:2]}
    return [frame for frame in found if frame.salt in salts]


def is_broken(file: Path) -> bool:
    """Whether SQLite would lose commits that are still in the log.

    Looked at twice: a log that another process is just writing is not broken at the same place both times.
    """
    first = _break(log_of(file))
    return first is not None and first == _break(log_of(file))


def _break(log: bytes) -> int | None:
    """The number of the frame that hides later commits, -1 for the header; None for a log that hides nothing."""
    if len(log) < HEADER or not any(log):
        return None
    order = _order(log)
    if order is None:
        return -1
    rest = iter(frames(log, page_size(log)))
    number = _first_bad(log, order, rest)
    return number if any(frame.commit and frame.salt == log[16:24] for frame in rest) else None


def _order(log: bytes) -> str | None:
    """In which order the bytes of a number are summed; None where the header is overwritten."""
    order = _ORDERS.get(int.from_bytes(log[:4], "big"))
    return order if order and _sums(order, log[:24]) == struct.unpack(">II", log[24:HEADER]) else None


def _first_bad(log: bytes, order: str, rest: Iterator[LogFrame]) -> int:
    """Take the frames up to and with the first that is not the next one of this round; its number."""
    sums, summed = struct.unpack(">II", log[24:32]), len(log) <= _SUMMED_BYTES
    for number, frame in enumerate(rest):
        if summed:
            sums = _sums(order, frame.head[:8] + frame.data, sums)
        if frame.salt != log[16:24] or (summed and sums != struct.unpack(">II", frame.head[16:])):
            return number
    return 0


def _sums(order: str, data: bytes, sums: tuple[int, ...] = (0, 0)) -> tuple[int, ...]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        one = one + even + two & 0xFFFFFFFF
        two = two + odd + one & 0xFFFFFFFF
    return one, two
