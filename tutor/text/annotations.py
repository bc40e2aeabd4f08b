"""Where in the learner's text a verdict points: the line that raised, or the lines that make the value that is off.

A search by eye, as a reader would do it: the text is never compiled here. What it finds is a hint where to look, no more.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tutor.lines import python_lines
from tutor.model import Outcome, Place, Stage, Verdict


class MarkKind(StrEnum):
    """What a mark means: the error happened here; a good place to look; here is something to write."""

    ERROR = "error"
    LOOK = "look"
    TO_DO = "to-do"


@dataclass(frozen=True, slots=True)
class LineMark:
    """A line to mark."""

    line: int
    sort: MarkKind


def marks(verdict: Verdict, text: str) -> list[LineMark]:
    """The lines that a verdict is about; none when it has passed."""
    if verdict.place:
        unfinished = verdict.outcome is Outcome.UNFINISHED
        return [LineMark(verdict.place.line, MarkKind.TO_DO if unfinished else MarkKind.ERROR)]
    if verdict.passed:
        return []
    failed = next((f for f in verdict.findings if not f.passed and not f.beyond), None)
    if failed is None:
        return []
    if (named := verdict.message.facts.get("line")) is not None:
        return [LineMark(int(named), MarkKind.LOOK)]
    lines = _without_texts(text)
    found = list(_assigned(failed.variable, lines)) or list(_returned(failed.stage, failed.variable, lines))
    return [LineMark(line, MarkKind.LOOK) for line in found[:1]]


def underlined(verdict: Verdict) -> Place | None:
    """The span to underline, if the columns are known."""
    place = verdict.place
    known = place is not None and place.end_column is not None
    return place if known and verdict.outcome is not Outcome.UNFINISHED else None


def first_place(text: str) -> Place | None:
    """What a stub wants replaced first: a `raise NotImplementedError`, else the number that a comment points at."""
    for pattern in (r"raise NotImplementedError.*", r"(?<==\s)-?[\d.]+(?=\s+#)"):
        for number, line in enumerate(python_lines(text), 1):
            if match := re.search(pattern, line):
                return Place(number, match.start(), number, match.end())
    return None


def _without_texts(text: str) -> list[str]:
    """Its lines, those of docstrings blank: `y = x W + b` there sets nothing."""
    lines = python_lines(text)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return lines
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.end_lineno:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return lines


def _assigned(variable: str, lines: list[str]) -> Iterator[int]:
    pattern = re.compile(rf"(^|[.\s\[\"']){re.escape(variable)}[\"'\]]*\s*[-+*/]?=(?!=)")
    for number, line in enumerate(lines, 1):
        if pattern.search(line.split("#", 1)[0]) and not line.lstrip().startswith(("def ", "class ")) and "None" not in line:
            yield number


def _returned(stage: Stage, variable: str, lines: list[str]) -> Iterator[int]:
    """The one `return` of the function that makes the value; none where there are several to choose from."""
    wanted = "backward" if stage in (Stage.GRADIENT, Stage.LINEARITY) or variable.startswith("d") else "forward"
    function, found = "", []
    for number, line in enumerate(lines, 1):
        if match := re.match(r"\s*def (\w+)", line):
            function = match[1]
        if function == wanted and re.match(r"\s+return\b", line):
            found.append(number)
    if len(found) == 1:
        yield found[0]
