"""What a confined worker may still read: what Python and NumPy load lazily, and nothing that holds an answer."""

from __future__ import annotations

import os
import re
import struct
import sys
from collections.abc import Iterator, Sequence
from importlib.util import MAGIC_NUMBER, cache_from_source, find_spec

_SEALED = frozenset({"site-packages", "dist-packages"})
"""Folders of installed packages. Ours may be among them, with the model answers in it."""

_USELESS = frozenset(
    ("LICENSE.txt", "distutils", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "test", "tkinter", "turtledemo", "venv")
)
"""Parts of the standard library that no lesson imports: each would cost a rule."""

_SYSTEM = ("/usr/share/zoneinfo", "/etc/localtime", "/etc/ld.so.cache", "/dev/null", "/dev/urandom")
"""Time zones, where the loader finds libraries, and the two harmless devices."""

_LIBRARY = re.compile(
    r"lib(bz2|c|crypto|dl|expat|ffi|gcc_s|gfortran|lzma|m|mpdec|pthread|quadmath|rt|sqlite3|ssl|stdc\+\+|util|uuid|z|zstd)"
    r"([-.].*)?\.so"
)
"""Shared libraries that extension modules of the standard library and of NumPy load when they are first imported."""

_HEADER = struct.Struct("<4sIII")
"""How bytecode begins: its format, flags, and of its source the time and the size."""

_BINARY = getattr(os, "O_BINARY", 0)  # on Windows


def readable_paths(extra: Sequence[str]) -> tuple[str, ...]:
    """The files and folders that stay readable: the standard library, NumPy, `engine` and `extra`.

    Lists a few folders (some milliseconds): compute it once for all workers.

    Raises:
        ValueError: one of them would make the lessons readable, and so the model answers.
    """
    paths = (*_standard_library(), *_packages(), *_shared_libraries(), *_SYSTEM, *extra)
    existing = tuple(path for path in dict.fromkeys(paths) if os.path.exists(path))
    _refuse_lessons(existing)
    return existing


def standard_library() -> str:
    """The folder of the standard library that this interpreter runs on, outside any virtual environment."""
    return os.path.dirname(os.__file__)


def _standard_library() -> Iterator[str]:
    """Its entries one by one if packages are installed among them, for a granted folder grants all below it."""
    folder = standard_library()
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    if _SEALED.isdisjoint(entry.name for entry in entries):
        yield folder
    else:
        yield from (entry.path for entry in entries if entry.name not in _SEALED | _USELESS and not _is_compiled(entry))
    # Some builds keep the extension modules apart, under another prefix.
    yield from (path for path in sys.path if os.path.basename(path) == "lib-dynload")


def _is_compiled(entry: os.DirEntry[str]) -> bool:
    """Whether importing this source reads only its bytecode, under `__pycache__`.

    Some 170 modules need no rule of their own then, and confining takes a third of the time. The test is the import
    system's: the bytecode says which time and size of the source it was made from (PEP 552).
    """
    if not entry.name.endswith(".py"):
        return False
    try:
        bytecode = os.open(cache_from_source(entry.path), os.O_RDONLY | _BINARY)  # `open` takes four times as long
        try:
            made_from = os.read(bytecode, _HEADER.size)
        finally:
            os.close(bytecode)
    except OSError:
        return False
    source = entry.stat()
    return made_from == _HEADER.pack(MAGIC_NUMBER, 0, int(source.st_mtime) & 0xFFFFFFFF, source.st_size & 0xFFFFFFFF)


def _packages() -> Iterator[str]:
    """NumPy with the libraries bundled beside it, `engine`, and the time zones where they are a package."""
    for name in ("numpy", "engine", "tzdata"):
        folder = _package(name)
        if folder is not None:
            yield folder
            yield f"{folder}.libs"


def _package(name: str) -> str | None:
    spec = find_spec(name)
    return None if spec is None or spec.origin is None else os.path.dirname(spec.origin)


def _shared_libraries() -> Iterator[str]:
    """Single files, for on some systems these folders hold installed packages too; each under its own name only."""
    multiarch = getattr(sys.implementation, "_multiarch", "")
    homes = (f"{sys.base_prefix}/lib", f"/usr/lib/{multiarch}", f"/lib/{multiarch}", "/usr/lib64", "/usr/lib")
    for home in dict.fromkeys(os.path.realpath(home) for home in homes):
        if os.path.isdir(home):
            yield from sorted({os.path.realpath(f"{home}/{name}") for name in os.listdir(home) if _LIBRARY.match(name)})


def _refuse_lessons(paths: Sequence[str]) -> None:
    folder = _package("lessons")
    if folder is None:
        return
    lessons = os.path.realpath(folder)
    homes: dict[str, str] = {}  # folder -> where it really is, asked once for all that lies in it
    for path in paths:
        real = _real(path, homes)
        if _lies_in(lessons, real) or _lies_in(real, lessons):
            raise ValueError(f"{path}: a learner could read the model answers there; name paths apart from {lessons}")


def _real(path: str, homes: dict[str, str]) -> str:
    """`os.path.realpath`, with what it has found out of folders."""
    if os.path.islink(path):
        return os.path.realpath(path)
    folder, name = os.path.split(path.rstrip(os.sep))
    if folder not in homes:
        homes[folder] = os.path.realpath(folder)
    return os.path.join(homes[folder], name)


def _lies_in(path: str, folder: str) -> bool:
    return (path + os.sep).startswith(folder.rstrip(os.sep) + os.sep)
