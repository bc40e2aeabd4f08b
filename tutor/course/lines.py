"""Counting the lines that somebody wrote into a stub."""

from __future__ import annotations

from collections import Counter


def own_lines(text: str, stub: str) -> int:
    """The lines of a text that its stub lacks, blanks and comments aside; a line that stands twice counts twice."""
    return (Counter(_code(text)) - Counter(_code(stub))).total()


def _code(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
