"""The training in the background as it waits on disk: what it runs, and what it had to say at its last checkpoint."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tutor.storage.files import read_bytes, write_atomically

FORMAT = 1
LONGEST = 4 << 20  # bytes: a text and its settings have far less
NAME = "background.json"


@dataclass(frozen=True, slots=True)
class Waiting:
    """text: the code that it began with, whatever the lesson's file says by now. settings: of the lab's controls."""

    lesson: str
    text: str
    settings: Mapping[str, float | str]
    facts: Mapping[str, int | float | str | bool | None] = field(default_factory=dict)


def save_waiting(folder: Path, waiting: Waiting) -> None:
    """Whole or not at all; a disk that takes nothing costs the resuming, not the run."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / NAME, json.dumps({"format": FORMAT, **asdict(waiting)}).encode("ascii"))


def load_waiting(folder: Path) -> Waiting | None:
    """What waits, if anything does; a file that cannot be read counts as none."""
    try:
        found = json.loads(read_bytes(folder / NAME, LONGEST))
        if found.pop("format") != FORMAT or not all(isinstance(found[name], str) for name in ("lesson", "text")):
            return None
        if not all(isinstance(found[name], dict) for name in ("settings", "facts")):
            return None
        plain = [*found["settings"].values(), *found["facts"].values()]
        return Waiting(**found) if all(isinstance(value, int | float | str | None) for value in plain) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def forget_waiting(folder: Path) -> None:
    """Nothing waits any more."""
    with suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)
