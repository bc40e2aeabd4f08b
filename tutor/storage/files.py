"""Reading and writing files so that nothing is ever lost: whole file or old file, and text in its own form."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tutor.errors import FULL

READ_LIMIT = 64 * 2**20
"""Bytes; more than this is no text that someone typed, and reading it could exhaust the memory."""

_BOM = "\ufeff"
_TEMPORARY_SUFFIX = ".saving"
_STALE_SECONDS = 60.0
_SMALL = 2**16
"""Bytes; what the tutor writes at a time is mostly less."""


class Form(NamedTuple):
    """How a file spells its text: with a byte order mark, with CRLF at every line's end."""

    bom: bool = False
    crlf: bool = False


PLAIN = Form()


class Decoded(NamedTuple):
    """A text with its line ends as LF, its form, and whether every byte was UTF-8."""

    text: str
    form: Form
    clean: bool = True


def decode(data: bytes) -> Decoded:
    """The text of a file's bytes; what is no UTF-8 becomes U+FFFD and `clean` is False.

    Only a file whose every line ends in CRLF is turned into LF: mixed ends are kept as they are, so that
    `encode(decoded.text, decoded.form)` gives the very same bytes back.
    """
    try:
        text, clean = data.decode("utf-8"), True
    except UnicodeDecodeError:
        text, clean = data.decode("utf-8", "replace"), False
    bom = text.startswith(_BOM)
    text = text[1:] if bom else text
    crlf = "\r" in text and text.count("\r") == text.count("\r\n") == text.count("\n")
    return Decoded(text.replace("\r\n", "\n") if crlf else text, Form(bom, crlf), clean)


def encode(text: str, form: Form = PLAIN) -> bytes:
    """The bytes of a text in the form given.

    A lone surrogate, which UTF-8 cannot hold, is written as its escape: in a Python string it means the same.
    """
    if form.crlf and "\r" not in text:
        text = text.replace("\n", "\r\n")
    if form.bom:
        text = _BOM + text
    return text.encode("utf-8", "backslashreplace")


def storable(text: str) -> str:
    """The text with each lone surrogate as its escape, so that any file or database can hold it."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def read_bytes(path: Path, limit: int = READ_LIMIT) -> bytes:
    """All bytes of a regular file. Raises OSError, also for devices, pipes and files over the limit."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise OSError(errno.EISDIR, "not a regular file", str(path))
    with path.open("rb") as opened:
        data = opened.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.E2BIG, f"larger than {limit // 2**20} MiB", str(path))
    return data


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` in the file at `path`: at any kill or power cut the file is wholly old or wholly new.

    A symbolic link is followed to its target; permissions and owner are kept. Raises OSError, which names the file, and then
    leaves no trace: also for a file that its owner has protected, which a folder's rights alone would let us replace.
    """
    target = Path(os.path.realpath(path))
    if os.path.exists(target) and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}{_TEMPORARY_SUFFIX}")
    try:
        _write_new(temporary, data, like=target)
        os.replace(temporary, target)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(target), None  # not the temporary one, which nobody knows
        raise
    _sync_folder(target.parent)


def rescue(name: str, text: str) -> Path:
    """Write a text that its own file does not take among the temporary files; where it is. Raises OSError."""
    import tempfile  # hardly ever needed

    handle, path = tempfile.mkstemp(prefix="gradlings-rescued-", suffix=f"-{name}")
    with os.fdopen(handle, "wb") as file:
        file.write(encode(text))
        file.flush()
        os.fsync(handle)
    return Path(path)


def try_writing(folder: Path) -> None:
    """See that files can be made in a folder; permission bits do not tell of read-only disks. Raises OSError."""
    trial = folder / f".{os.urandom(4).hex()}{_TEMPORARY_SUFFIX}"
    os.close(os.open(trial, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    trial.unlink()


def has_room(folder: Path) -> bool:
    """Whether a disk still takes a small file; True where the trial fails for another reason than room."""
    trial = folder / f".{os.urandom(4).hex()}{_TEMPORARY_SUFFIX}"
    try:
        trial.write_bytes(bytes(_SMALL))
    except OSError as error:
        return error.errno not in FULL
    finally:
        with suppress(OSError):
            trial.unlink()
    return True


def sweep(folder: Path) -> None:
    """Remove what saves that were killed half-way left in `folder`; saves under way are not touched."""
    for leftover in folder.glob(f".*{_TEMPORARY_SUFFIX}"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _STALE_SECONDS:
                leftover.unlink()


def _write_new(path: Path, data: bytes, like: Path) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    with os.fdopen(handle, "wb") as file:
        _take_after(handle, like)
        file.write(data)
        file.flush()
        os.fsync(handle)


def _take_after(handle: int, like: Path) -> None:
    """Give a new file the permissions of the old one, and its owner where we may."""
    try:
        old = like.stat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(old.st_mode):  # a folder; or a device such as /dev/null, which must not become a file
        raise OSError(errno.EISDIR, "not a regular file", str(like))
    with suppress(PermissionError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; some file systems refuse to sync a folder, and the file is safe then too."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
