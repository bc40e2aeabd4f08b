"""What a long run has reached, on disk: parameters, the controls it ran with, and which text it was."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.course.controls import Setting

if TYPE_CHECKING:
    from engine.figures import Checkpoint

LARGEST_CHECKPOINT = 64 << 20  # bytes, packed or not; what a worker may send has far less


@dataclass(frozen=True, slots=True)
class Kept:
    """The parameters that a run has reached, the controls it ran with, and the digest of the text that ran."""

    checkpoint: Checkpoint
    settings: Mapping[str, Setting]
    text: str


def digest(text: str) -> str:
    """Parameters fit the program that made them, and perhaps no other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def save_checkpoint(file: Path, kept: Kept) -> None:
    """Write parameters whole or not at all; a disk that takes none costs the resuming, not the run."""
    import io

    import numpy as np

    from tutor.storage.files import write_atomically

    buffer = io.BytesIO()
    arrays: dict[str, Any] = {f"array.{name}": value for name, value in kept.checkpoint.arrays.items()}
    controls = {f"control.{name}": np.array(value) for name, value in kept.settings.items()}
    values: dict[str, Any] = {"step": np.array(kept.checkpoint.step), "text": np.array(kept.text), **arrays, **controls}
    np.savez(buffer, **values)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, buffer.getvalue())


def load_checkpoint(file: Path) -> Kept | None:
    """What an earlier run left, or None; a file that cannot be read counts as none."""
    if not file.exists():
        return None
    import io
    import zipfile
    import zlib

    import numpy as np

    from engine.figures import Checkpoint
    from tutor.storage.files import read_bytes

    try:
        packed = io.BytesIO(read_bytes(file, LARGEST_CHECKPOINT))
        with zipfile.ZipFile(packed) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_CHECKPOINT:  # small as long as it is packed
                return None
        packed.seek(0)
        with np.load(packed, allow_pickle=False) as stored:
            arrays = {name.removeprefix("array."): stored[name] for name in stored.files if name.startswith("array.")}
            names = [name for name in stored.files if name.startswith("control.")]
            settings = {name.removeprefix("control."): stored[name].item() for name in names}
            return Kept(Checkpoint(int(stored["step"]), arrays), settings, str(stored["text"]))
    except (OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return None
