"""Lesson prose: Markdown whose formulas are drawn in two dimensions."""

from __future__ import annotations

from textual.widgets import Markdown


def formula_rows(tex: str) -> tuple[str, ...]:
    """A formula drawn in two dimensions. Raises ValueError, with the parser's words, if it does not parse."""
    raise NotImplementedError


def formula_line(tex: str) -> str:
    """A formula in one line of text; its TeX source where one line cannot hold it. Never raises."""
    raise NotImplementedError


class Prose(Markdown):
    """A step of a lesson. `update(markdown)` shows another one."""
