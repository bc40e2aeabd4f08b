"""The finished trials of a search on disk: a file each, whole or not at all, so that a killed search goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.faults import unusable

LONGEST = 64 << 10  # bytes of a trial's file

if TYPE_CHECKING:
    from engine.search import Drawn, Trial


class KeptTrials:
    """A folder of trials by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, number: int, trial: Trial) -> None:
        """Write a trial at once. Raises Unusable where the disk takes none: a search that forgets would be run twice."""
        from tutor.storage.files import write_atomically

        facts = {"settings": trial.settings, "seed": trial.seed, "score": trial.score, "seconds": trial.seconds}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._file(number), json.dumps(facts).encode())
        except OSError as error:
            raise unusable("cli.search.unwritable", folder=str(self.folder), why=error.strerror or str(error)) from error

    def read(self) -> dict[int, Trial]:
        """All that can be read, by number; a file that is none of these counts as absent."""
        files = (file for file in sorted(self.folder.glob("*.json")) if file.stem.isascii() and file.stem.isdigit())
        found = {int(file.stem): _trial(file) for file in files}
        return {number: trial for number, trial in found.items() if trial is not None}

    def of(self, drawn: Mapping[int, Drawn]) -> dict[int, Trial]:
        """The trials among them that were run with just what is drawn now."""
        return {n: trial for n, trial in self.read().items() if drawn.get(n) == (trial.settings, trial.seed)}

    def forget(self) -> None:
        """Begin from nothing."""
        for number in self.read():
            self._file(number).unlink(missing_ok=True)

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:06}.json"


def _trial(file: Path) -> Trial | None:
    from engine.search import Trial
    from tutor.storage.files import read_bytes

    try:
        facts = json.loads(read_bytes(file, LONGEST))
        return Trial(dict(facts["settings"]), int(facts["seed"]), float(facts["score"]), float(facts["seconds"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
