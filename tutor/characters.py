"""Characters that act on a terminal instead of being seen, and what is shown in their place.

A text that is not ours (what a learner's code raises, a file's name, a lesson of a stranger) may hold an escape sequence
that changes the title or the clipboard, or a direction mark that makes code read as other than it is (CVE-2021-42574).
Newline and tab stay.
"""

from __future__ import annotations

import json
import re
from typing import TextIO

SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
_C0 = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"} | {127: "␡"}
_C1 = range(0x80, 0xA0)
_LINES = (0x2028, 0x2029)  # line and paragraph separators: a line break where none is expected
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES = range(0xD800, 0xE000)  # no terminal can be sent one

PICTURES = _C0 | dict.fromkeys((*_C1, *_LINES, *_DIRECTIONS, *_SURROGATES), SUBSTITUTE)
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_OUR_COLOURS = re.compile(r"(\x1b\[[\d;]*m)")
_WIDE = re.compile(r"\{[^{}]*:[^{}]*(?:\d{4}|\{)")


def asks_for_width(template: str) -> bool:
    """Whether a sentence, which a stranger may have written, would be filled in with a text of thousands of blanks."""
    return _WIDE.search(template) is not None


def clean(text: str) -> str:
    """`text` with every acting character as its picture, so that a terminal shows it and does nothing."""
    if not _ACTING.search(text):
        return text
    return text.replace("\r\n", "\n").translate(PICTURES).replace("\r", "␍")


def without_acting(text: str) -> str:
    """`text` itself, or what is left of it without acting characters and line breaks; as wide, by what Rich counts."""
    return text if text.isprintable() else _ACTING.sub(_of_its_width, text).replace("\n", "")


def _of_its_width(acting: re.Match[str]) -> str:
    """A surrogate counts as a cell, all others as none."""
    return SUBSTITUTE if ord(acting[0]) in _SURROGATES else ""


def clean_but_colours(line: str) -> str:
    """The same, but for colours: of a line whose parts are clean already, and which we have painted."""
    if not _ACTING.search(line):
        return line
    parts = _OUR_COLOURS.split(line)
    return "".join(part if number % 2 else clean(part) for number, part in enumerate(parts))


def speaks_utf8(stream: TextIO) -> bool:
    """Whether what is written there may be more than ASCII."""
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"


def json_line(value: object, *, utf8: bool) -> str:
    """JSON on one line, in which acting characters are escapes: whoever reads it gets them back."""
    text = json.dumps(value, ensure_ascii=not utf8)
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
