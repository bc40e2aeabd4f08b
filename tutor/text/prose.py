"""Lesson Markdown as plain text: it is written to be read as it stands, so only formulas are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.course.solving import FENCE
from tutor.figures_text.formula import formula_fits
from tutor.text.verdicts import Paper

_FORMULA = re.compile(r"^\$\$(.+?)\$\$$", re.M | re.S)
INDENT = "    "
MARKED = "```python"  # what else its mark says is for lint


def prose_lines(markdown: str, paper: Paper) -> Iterator[str]:
    """The lines of a section. On paper without UTF-8 a formula stays in its TeX."""
    for number, piece in enumerate(_FORMULA.split(markdown)):
        if number % 2:
            yield from (INDENT + row.rstrip() for row in _drawn(piece.strip(), paper))
        else:
            yield from (MARKED if line == FENCE else line for line in piece.splitlines())


def _drawn(tex: str, paper: Paper) -> tuple[str, ...]:
    return formula_fits(tex, paper.width - len(INDENT)) if paper.utf8 else (tex,)
