"""Reading the files of a course, which a stranger may have written: bounded in size and in time, whatever lies there.

A device, a pipe or a socket is not opened for reading at all; of a longer file no more is read than it may have. What cannot
be used is told as place, fault and cure. Everything that reads a course's files reads them here.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

LONGEST = 256 << 10  # bytes of a text or a program; the longest that we have written has a tenth
LONGEST_TOML = 64 << 10
WIDEST = 1000  # characters of a line of TOML
MOST_DOTS = 60  # in a line of TOML: the time that a.a.a takes grows with the square of its length, and with that of others
MOST_FILES = 1000  # that are looked at in one folder


class BadLesson(ValueError):
    """A course or lesson that cannot be used: file, fault and cure in one sentence."""

    def __init__(self, file: Path | str, fault: str, cure: str = "") -> None:
        super().__init__(f"{file}: {fault}" + (f"; {cure}" if cure else ""))


def shown(value: object) -> str:
    """A value as a fault names it: not all of it, where it is long."""
    try:
        text = repr(value)
    except (RecursionError, ValueError):
        return "..."
    return text if len(text) <= 80 else f"{text[:76]} ..."


def read_bytes(file: Path, longest: int = LONGEST) -> bytes:
    """All bytes of a plain file. Raises BadLesson."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise BadLesson(file, "is missing", "add the file, or reinstall gradlings") from None
    except (OSError, ValueError) as error:
        raise BadLesson(file, f"cannot be read ({error})", "put a file there that can be read") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadLesson(file, "is no plain file", "put a file there, no device, pipe or folder")
    with os.fdopen(handle, "rb") as opened:
        try:
            found = opened.read(longest + 1)
        except OSError as error:
            raise BadLesson(file, f"cannot be read ({error})", "put a file there that can be read") from None
    if len(found) > longest:
        raise BadLesson(file, f"is longer than {longest >> 10} KiB", "shorten it")
    return found


def read_text(file: Path, longest: int = LONGEST) -> str:
    """A text, its line ends as LF. Raises BadLesson with a cure."""
    try:
        text = read_bytes(file, longest).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLesson(file, f"cannot be read ({error})", "save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_toml(file: Path) -> dict[str, Any]:
    """Raises BadLesson with the line of the fault."""
    text = read_text(file, LONGEST_TOML)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > WIDEST or line.count(".") > MOST_DOTS:
            raise BadLesson(file, f"line {number} is longer than any fact of a lesson", "write it over several lines")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadLesson(file, "is nested too deeply", "write lists and tables side by side") from None
    except ValueError as error:
        raise BadLesson(file, f"is not TOML: {error}", "mend that line") from None


def files_in(folder: Path, pattern: str = "*") -> list[Path]:
    """The entries of a folder that match, in order of their names; none where there is no folder. Raises BadLesson."""
    return _bounded(folder, folder.glob(pattern))


def files_below(folder: Path) -> list[Path]:
    """All entries below a folder, in order. Raises BadLesson."""
    return _bounded(folder, folder.rglob("*"))


def _bounded(folder: Path, entries: Iterator[Path]) -> list[Path]:
    try:
        found = list(islice(entries, MOST_FILES + 1))
    except OSError as error:
        raise BadLesson(folder, f"cannot be read ({error})", "put a folder there that can be read") from None
    if len(found) > MOST_FILES:
        raise BadLesson(folder, f"has more than {MOST_FILES} files", "remove what belongs to no lesson")
    return sorted(found)
