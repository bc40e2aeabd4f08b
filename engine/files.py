"""Arrays in npz files: numbers only, never pickled objects, and the whole file or the old one.

What knows zip archives is imported where one is read: a hundredth of a second that most who import the engine never need.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from os import PathLike

import numpy as np

from engine.backend import Array, xp_of


def write_arrays(path: str | PathLike[str], arrays: Mapping[str, Array]) -> None:
    """Write beside, flush to the disk, then rename: a crash leaves the old file. The name is kept as given."""
    from pathlib import Path

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
    import zipfile

    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
            return dict(archive)
    except (zipfile.BadZipFile, ValueError, EOFError, AttributeError, TypeError) as fault:
        raise ValueError(f"{path}: not an npz archive of plain numbers: write it anew with save") from fault


def copy_into(targets: Mapping[str, Array], sources: Mapping[str, Array], where: str) -> None:
    """Overwrite each target array in place with the source of its name, so that whoever holds it sees the new numbers.

    Raises ValueError when a name is missing or a shape differs; then nothing is changed. Extra sources are left alone.
    """
    missing, held = targets.keys() - sources.keys(), ", ".join(sorted(sources)[:8]) or "nothing"
    if missing:
        raise ValueError(f"{where}: has {held} but not {min(missing)}: was it saved from another network?")
    for key, target in targets.items():
        if sources[key].shape != target.shape:
            told = f"{key} is {sources[key].shape} but must be {target.shape}"
            raise ValueError(f"{where}: {told}: was it saved from another network?")
    for key, target in targets.items():
        target[...] = xp_of(target).asarray(sources[key])
