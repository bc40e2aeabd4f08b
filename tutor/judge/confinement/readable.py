"""What a confined worker may still read: what Python and NumPy load lazily, and nothing that holds an answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

_SEALED = frozenset({"site-packages", "dist-packages"})
"""Folders of installed packages. Ours may be among them, with the model answers in it."""

_SYSTEM = ("/usr/share/zoneinfo", "/etc/localtime", "/etc/ld.so.cache", "/dev/null", "/dev/urandom")
"""Time zones, where the loader finds libraries, and the two harmless devices."""

_LIBRARIES = ("libbz2", "libcrypto", "libexpat", "libffi", "liblzma", "libmpdec", "libssl", "libuuid", "libz", "libzstd")
"""Shared libraries that the standard library's own extension modules load when they are first imported."""


def readable_paths(extra: Sequence[str]) -> tuple[str, ...]:
    """The files and folders that stay readable: the standard library, NumPy, `engine` and `extra`.

    Lists a few folders: compute it once for all workers.

    Raises:
        ValueError: one of them would make the lessons readable, and so the model answers.
    """
    paths = (*_standard_library(), *_packages(), *_shared_libraries(), *_SYSTEM, *extra)
    existing = dict.fromkeys(path for path in paths if os.path.exists(path))
    for path in existing:
        _refuse_lessons(path)
    return tuple(existing)


def standard_library() -> str:
    """The folder of the standard library that this interpreter runs on, outside any virtual environment."""
    return os.path.dirname(os.__file__)


def _standard_library() -> Iterator[str]:
    """Its entries one by one if packages are installed among them, for a granted folder grants all below it."""
    folder = standard_library()
    names = os.listdir(folder)
    if _SEALED.isdisjoint(names):
        yield folder
    else:
        yield from (os.path.join(folder, name) for name in sorted(names) if name not in _SEALED)
    # Some builds keep the extension modules apart, under another prefix.
    yield from (path for path in sys.path if os.path.basename(path) == "lib-dynload")


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
    """Single files, for on some systems these folders hold installed packages too."""
    multiarch = getattr(sys.implementation, "_multiarch", "")
    homes = (os.path.join(sys.base_prefix, "lib"), f"/usr/lib/{multiarch}", f"/lib/{multiarch}", "/usr/lib64", "/usr/lib")
    for home in dict.fromkeys(os.path.realpath(home) for home in homes):
        if os.path.isdir(home):
            yield from (
                os.path.join(home, name) for name in os.listdir(home) if name.split(".so")[0].split("-")[0] in _LIBRARIES
            )


def _refuse_lessons(path: str) -> None:
    lessons = _package("lessons")
    if lessons is None:
        return
    lessons, real = os.path.realpath(lessons), os.path.realpath(path)
    if lessons == real or lessons.startswith(real.rstrip(os.sep) + os.sep) or real.startswith(lessons + os.sep):
        raise ValueError(f"{path}: a learner's code could read the model answers; give paths apart from {lessons}")
