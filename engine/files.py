"""Arrays in npz files: numbers only, never pickled objects, and the whole file or the old one."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from os import PathLike
from pathlib import Path

import numpy as np

from engine.backend import Array


def write_arrays(path: str | PathLike[str], arrays: Mapping[str, Array]) -> None:
    """Write beside, flush to the disk, then rename: a crash leaves the old file. The name is kept as given."""
    path = Path(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(beside, "wb") as file:
            np.savez(file, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def read_arrays(path: str | PathLike[str]) -> dict[str, Array]:
    """All arrays of an npz file. Raises FileNotFoundError, or ValueError where the file is not such an archive."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            return dict(archive)
    except (zipfile.BadZipFile, ValueError, EOFError, AttributeError, TypeError) as fault:
        raise ValueError(f"{path}: not an npz archive of plain numbers: write it anew with save") from fault
