"""A learner's words and code inside a Markdown text, so that nothing in them ends the place where they stand."""

from __future__ import annotations

import re


def fenced(text: str, language: str) -> tuple[str, ...]:
    """A block of code, with a fence longer than any in it."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return ("", f"{fence}{language}", *text.rstrip("\n").split("\n"), fence)


def inline(text: str) -> str:
    """A short text as code within a line."""
    one_line = " ".join(text.split()) or " "
    ticks = "`" * (max(map(len, re.findall(r"`+", one_line)), default=0) + 1)
    pad = " " if "`" in one_line else ""
    return f"{ticks}{pad}{one_line}{pad}{ticks}"


def quoted(text: str) -> tuple[str, ...]:
    """A text of several lines, Markdown of its own, as a quotation."""
    return ("", *(f"> {line}".rstrip() for line in text.strip().splitlines()))
