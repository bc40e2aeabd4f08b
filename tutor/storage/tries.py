"""What a learner tried on a lesson's code, in a small file for each lesson: the newest inputs, the oldest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tutor.storage.files import read_bytes, write_atomically

FORMAT = 1
MOST = 100  # inputs of a lesson
ROOM = 50_000  # characters in all of them: one that is longer is not kept
_LONGEST = 12 * ROOM + 16 * MOST  # bytes of the file: a character beyond the common ones takes twelve


def newest(inputs: Sequence[str]) -> tuple[str, ...]:
    """As many of the last inputs as are kept; what was tried again counts where it was tried last."""
    kept: dict[str, None] = {}
    room = ROOM
    for text in reversed(inputs):
        if len(kept) < MOST and text not in kept and len(text) <= room:
            kept[text] = None
            room -= len(text)
    return tuple(reversed(kept))


def save_tries(folder: Path, lesson: str, inputs: Sequence[str]) -> None:
    """Whole or not at all; a disk that takes nothing costs this memory alone. lesson: its key."""
    data = json.dumps({"format": FORMAT, "inputs": newest(inputs)}).encode("ascii")
    place = _place(folder, lesson)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(place, data)


def load_tries(folder: Path, lesson: str) -> tuple[str, ...]:
    """What was kept; a file that cannot be read, or says something else, counts as none."""
    try:
        found = json.loads(read_bytes(_place(folder, lesson), _LONGEST))
        inputs = found["inputs"] if found["format"] == FORMAT else []
        return newest(inputs) if isinstance(inputs, list) and all(isinstance(text, str) for text in inputs) else ()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def _place(folder: Path, lesson: str) -> Path:
    return folder / f"{lesson}.json"
