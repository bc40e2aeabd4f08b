"""Lesson Markdown as plain text: it is written to be read as it stands, so only formulas are drawn, and running text is laid
in lines that fit. Code, tables and whatever is indented keep their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.course.solving import FENCE
from tutor.figures_text.formula import formula_fits
from tutor.text.messages import Words
from tutor.text.verdicts import Paper, paragraph

_FORMULA = re.compile(r"^\$\$(.+?)\$\$$", re.M | re.S)
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")
INDENT = "    "
MARKED = "```python"  # what else its mark says is for lint


def heading(title: str, kind: str, key: str, words: Words) -> str:
    """The title of a section; without one, what sections of its kind are called."""
    return title or words(f"fold.{kind.lower().replace(' ', '-')}", name=key)


def prose_lines(markdown: str, paper: Paper) -> Iterator[str]:
    """The lines of a section. On paper without UTF-8 a formula stays in its TeX."""
    for number, piece in enumerate(_FORMULA.split(markdown)):
        if number % 2:
            yield from (INDENT + row.rstrip() for row in _drawn(piece.strip(), paper))
        else:
            yield from _laid(piece.splitlines(), paper)


def _laid(lines: list[str], paper: Paper) -> Iterator[str]:
    """Paragraphs and items in lines that fit; all between marks of code, and what is indented or of a table, as it is."""
    running: list[str] = []
    in_code = False
    for line in lines:
        mark = line.startswith("```")
        stays = in_code or mark or not line.strip() or line.startswith((INDENT, "|", "#", ">"))
        if running and (stays or _ITEM.match(line)):
            yield from _fill(running, paper)
            running = []
        if stays:
            yield MARKED if line == FENCE else line
        else:
            running.append(line)
        in_code = in_code != mark
    yield from _fill(running, paper)


def _fill(running: list[str], paper: Paper) -> Iterator[str]:
    """One paragraph; the lines of an item stand below its first word."""
    if not running:
        return
    item = _ITEM.match(running[0])
    sign = item[0] if item else ""
    text = "\n".join(line.strip() for line in running).removeprefix(sign)
    first, *rest = paragraph(text, paper, " " * len(sign))
    yield sign + first[len(sign) :]
    yield from rest


def _drawn(tex: str, paper: Paper) -> tuple[str, ...]:
    return formula_fits(tex, paper.width - len(INDENT)) if paper.utf8 else (tex,)
