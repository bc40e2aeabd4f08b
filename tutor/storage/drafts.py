"""Text that is typed and not in its file yet: one draft for each of the learner's files, under `.gradlings/unsaved`.

A draft outlives a kill or a power cut. It goes when its file holds the text, and is never put in the file unasked.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tutor.errors import workspace_fault
from tutor.storage import files


class Draft(NamedTuple):
    """A typed text. `newer`: it was typed after its file was last written, or the file is gone."""

    text: str
    typed_at: datetime
    newer: bool = True

    @property
    def when(self) -> str:
        """The time of its last key, on the learner's clock."""
        return self.typed_at.astimezone().strftime("%Y-%m-%d %H:%M")


class Drafts:
    """The drafts of the files under `root`, in a tree of the same shape under `folder`."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self._folder = folder

    def place(self, path: Path) -> Path:
        """Where the draft of a file lies, if there is one."""
        return self._folder / path.relative_to(self._root)

    def keep(self, path: Path, text: str) -> None:
        """Put a text in place of the file's draft, whole or not at all. Raises `WorkspaceError`."""
        place = self.place(path)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            files.write_atomically(place, files.encode(text))
        except OSError as error:
            raise workspace_fault(error, place) from error

    def find(self, path: Path) -> Draft | None:
        """The file's draft; None where there is none that can be read."""
        with suppress(OSError):
            place = self.place(path)
            written = place.stat().st_mtime_ns
            text = files.decode(files.read_bytes(place)).text
            return Draft(text, datetime.fromtimestamp(written / 1e9, UTC), written >= _written_at(path))
        return None

    def drop(self, path: Path, text: str | None = None) -> None:
        """Remove the file's draft; given a text, only the draft that holds it."""
        found = self.find(path) if text is not None else None
        if text is None or (found and found.text == text):
            with suppress(OSError):
                self.place(path).unlink()

    def all(self) -> list[Path]:
        """The files that have a draft."""
        return [self._root / place.relative_to(self._folder) for place in sorted(self._folder.rglob("[!.]*.py"))]

    def sweep(self) -> None:
        """Remove what writes that were killed half-way left."""
        for folder in {self._folder, *(place.parent for place in self._folder.rglob(".*"))}:
            files.sweep(folder)


def _written_at(path: Path) -> int:
    """Nanoseconds of the epoch; 0 where there is no file."""
    try:
        return os.stat(path).st_mtime_ns
    except FileNotFoundError:
        return 0
