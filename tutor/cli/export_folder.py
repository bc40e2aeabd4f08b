"""A folder that `export` has made. What it wrote there is known by its digest; nothing of anybody else is overwritten."""

from __future__ import annotations

import hashlib
import json
import keyword
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from tutor.cli.faults import unusable
from tutor.storage.files import read_bytes, write_atomically

MANIFEST = ".gradlings-export.json"
LONGEST = 1 << 20  # bytes of that list
TAKEN = {"numpy", "engine", "lessons", "tutor", "gradlings", "mine", "common", "dataset", "matplotlib", "test", "tests"}


def package_name(folder: Path) -> str:
    """The name of a package, from the folder's. Raises Unusable if it makes none, or one that hides another module."""
    last = folder.resolve().name
    name = re.sub(r"[-. ]+", "_", last).lower()
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name) or name.startswith("_"):
        raise unusable("cli.export.name", name=last)
    if name in TAKEN or name in sys.stdlib_module_names:
        raise unusable("cli.export.taken", name=name)
    return name


def refuse_to_overwrite(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raises Unusable unless all that would be overwritten or removed was written by an export, and not changed since."""
    if folder.exists() and not folder.is_dir():
        raise unusable("cli.export.no-folder", folder=str(folder))
    written = _written(folder)
    if written is None:
        if folder.exists() and any(folder.iterdir()):
            raise unusable("cli.export.not-empty", folder=str(folder))
        return
    for path in sorted({*files, *written}):
        file = folder / path
        if not _is_inside(folder, path) or (os.path.lexists(file) and _changed(file, written.get(path))):
            raise unusable("cli.export.changed", file=str(file))


def _changed(file: Path, digest: str | None) -> bool:
    try:
        return _digest(read_bytes(file)) != digest
    except OSError:  # a pipe, a device, a folder, a link to nowhere: no export wrote that
        return True


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, remove those of an earlier export that are no more, and note what was written."""
    earlier = _written(folder) or {}
    digests = {path: _digest(data) for path, data in sorted(files.items())}
    folder.mkdir(parents=True, exist_ok=True)
    _note(folder, {**earlier, **digests})  # first: an export that was cut off can be done again
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / path, data)
    for path in earlier.keys() - files.keys():
        (folder / path).unlink(missing_ok=True)
    _note(folder, digests)


def _note(folder: Path, digests: Mapping[str, str]) -> None:
    write_atomically(folder / MANIFEST, json.dumps({"files": digests}, indent=1).encode())


def _written(folder: Path) -> dict[str, str] | None:
    """Path -> digest of what an earlier export wrote; None where none did, or none can be told."""
    try:
        found = json.loads(read_bytes(folder / MANIFEST, LONGEST))["files"]
        return {str(path): str(digest) for path, digest in found.items() if _is_inside(folder, str(path))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _is_inside(folder: Path, path: str) -> bool:
    """Whether a name that stands in the list leads to a file of the folder: whoever sent the folder may have written it."""
    return Path(os.path.realpath(folder / path)).is_relative_to(os.path.realpath(folder))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
