"""The rows that stand in the pages of an SQLite file, read without SQLite: a page that is broken costs its own rows.

SQLite finds a row through the pages above it, and refuses the whole file for a broken header. The rows themselves stand in
leaf pages that explain themselves, so every page of the file and of its log is looked at, and each row is read on its own.
The layout is that of https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple, TypeAlias

from tutor.storage.files import read_bytes
from tutor.storage.write_ahead import LONGEST, log_of, page_size, present

Value: TypeAlias = int | float | bytes | str | None

UNREADABLE = (ValueError, IndexError, OverflowError)

_MAGIC = b"SQLite format 3\0"
_USUAL_SIZE = 4096
_LEAF = 0x0D  # the flag of a page that holds rows of a table
_FILE_HEADER = 100
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_LARGEST_ROW = 64 * 2**20
"""Bytes; a length beyond it is damage, and no memory is spent on it."""


class Found(NamedTuple):
    """A row as it stands in a page: its rowid, and its values in the order of the table's columns."""

    rowid: int
    values: tuple[Value, ...]


class _Image(NamedTuple):
    """A page as it once was. `first`: it is the file's first, whose header comes before its rows."""

    data: bytes
    first: bool


def rows_in(file: Path) -> Iterator[Found]:
    """Every row of every table: the newest state of a page comes first, older ones from the log follow. Raises OSError."""
    book = _Book(read_bytes(file, LONGEST), log_of(file))
    for image in book.images():
        yield from _rows_of(image, book)


class _Book:
    """The pages of a file and of its write-ahead log."""

    def __init__(self, file: bytes, log: bytes) -> None:
        self._file = file
        self.size = _page_size(file, log)
        self.usable = self.size - (file[20] if file.startswith(_MAGIC) and file[20] <= 32 else 0)
        self._frames = [(frame.page, frame.data) for frame in present(log, self.size)]
        self._newest = dict(self._frames)

    def images(self) -> Iterator[_Image]:
        """From the log backwards, then from the file."""
        yield from (_Image(data, number == 1) for number, data in reversed(self._frames))
        for number in range(1, -(-len(self._file) // self.size) + 1):
            yield _Image(self._in_file(number), number == 1)

    def page(self, number: int) -> bytes:
        """The newest state of a page. Raises IndexError for one that is not there in full."""
        data = self._newest.get(number) or self._in_file(number)
        if number < 1 or len(data) < self.size:
            raise IndexError(number)
        return data

    def _in_file(self, number: int) -> bytes:
        return self._file[(number - 1) * self.size : number * self.size]


def _page_size(file: bytes, log: bytes) -> int:
    """As the file's header says it, or the log's, where they say something possible; else the usual one."""
    said = [page_size(log)]
    if file.startswith(_MAGIC):
        said.insert(0, int.from_bytes(file[16:18], "big"))
    sizes = (65536 if size == 1 else size for size in said)
    return next((size for size in sizes if 512 <= size <= 65536 and size & (size - 1) == 0), _USUAL_SIZE)


def _rows_of(image: _Image, book: _Book) -> Iterator[Found]:
    """A page that is no leaf of a table has no rows for us."""
    data, base = image.data, _FILE_HEADER if image.first else 0
    if data[base : base + 1] != bytes([_LEAF]):
        return
    said, possible = int.from_bytes(data[base + 3 : base + 5], "big"), (len(data) - base - 8) // 2
    for number in range(min(said, possible)):
        place = base + 8 + 2 * number
        with suppress(*UNREADABLE):
            yield _row(data, int.from_bytes(data[place : place + 2], "big"), book)


def _row(page: bytes, start: int, book: _Book) -> Found:
    length, start = _varint(page, start)
    rowid, start = _varint(page, start)
    if length > _LARGEST_ROW:
        raise ValueError(length)
    local = _local_bytes(length, book.usable)
    payload = page[start : start + local]
    if local < length:
        payload += _rest(int.from_bytes(page[start + local : start + local + 4], "big"), length - local, book)
    return Found(_signed(rowid), tuple(_values(payload, length)))


def _local_bytes(length: int, usable: int) -> int:
    """How much of a row stands in its own page; the rest is in a chain of others."""
    most, least = usable - 35, (usable - 12) * 32 // 255 - 23
    if length <= most:
        return length
    wished = least + (length - least) % (usable - 4)
    return wished if wished <= most else least


def _rest(number: int, length: int, book: _Book) -> bytes:
    parts: list[bytes] = []
    for _ in count():
        page = book.page(number)
        parts.append(page[4 : min(book.usable, 4 + length)])
        length -= len(parts[-1])
        if length <= 0:
            break
        number = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _values(payload: bytes, length: int) -> Iterator[Value]:
    """A header with the kind and length of each value, then the values. Raises one of UNREADABLE."""
    if len(payload) < length:
        raise IndexError(length)
    end, place = _varint(payload, 0)
    at = end
    while place < end:
        kind, place = _varint(payload, place)
        size = (kind - 12) // 2 if kind >= 12 else 8 if kind == 7 else 0 if kind > 7 else _INTEGER_BYTES[kind]
        if at + size > length:
            raise IndexError(at)
        yield _value(kind, payload[at : at + size])
        at += size


def _value(kind: int, data: bytes) -> Value:
    if kind == 0:
        return None
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind in (8, 9):
        return kind - 8
    if kind in (10, 11):
        raise ValueError(kind)
    if kind >= 12:
        return data.decode("utf-8") if kind % 2 else data
    return int.from_bytes(data, "big", signed=True)


def _varint(data: bytes, start: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, seven bits in each but the ninth; and where it ends."""
    value = 0
    for place in range(start, start + 8):
        value = value << 7 | data[place] & 0x7F
        if not data[place] & 0x80:
            return value, place + 1
    return value << 8 | data[start + 8], start + 9


def _signed(value: int) -> int:
    return value - 2**64 if value >= 2**63 else value
