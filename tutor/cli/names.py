"""Which lesson is meant: an id, the beginning of one, or the path of a lesson's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tutor.cli.faults import unusable


def lesson_named(name: str, known: Sequence[str]) -> str:
    """The one id that `name` means. Raises Unusable, with the nearest ids, if there is none or more than one."""
    for candidate in _candidates(name):
        if candidate in known:
            return candidate
    found = [lesson for lesson in known if lesson.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise unusable("cli.lesson-ambiguous", name=name, found=", ".join(found))
    raise unusable("cli.lesson-unknown", name=name, nearest=", ".join(nearest(name, known)))


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """Up to three names that `name` may have been meant for; all of few."""
    from difflib import get_close_matches

    return get_close_matches(name, known, 3, 0.4) or list(known[:3])


def _candidates(name: str) -> Iterator[str]:
    """The name itself; for a path its stem and the folders above it: `parts/affine_layer.py`, `lessons/softmax/stub.py`."""
    yield name
    path = Path(name)
    for part in (path.stem, *reversed(path.parent.parts)):
        yield part.replace("_", "-")
