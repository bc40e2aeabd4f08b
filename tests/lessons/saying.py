"""What a lesson says, and the numbers in it."""

from __future__ import annotations

import re
from pathlib import Path

import lessons

FOLDER = Path(lessons.__file__).parent


def text(lesson: str) -> str:
    """The English words of a lesson, one space between any two."""
    return " ".join((FOLDER / lesson / "en.md").read_text("utf-8").split())


def said(lesson: str, pattern: str) -> list[float]:
    """The numbers that a sentence of the lesson says, in the groups of the pattern."""
    found = re.search(pattern, text(lesson))
    assert found, f"{lesson} no longer says: {pattern}"
    return [float(number.replace(",", "")) for number in found.groups()]
