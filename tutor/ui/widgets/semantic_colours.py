"""Meanings that have a colour. A widget asks for a tone; the app's theme decides what it looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.content import Content

SemanticColour: TypeAlias = Literal["error", "warning", "success", "accent", "primary", "muted", "plain"]

_VARIABLES: Mapping[SemanticColour, str] = {
    "error": "text-error",
    "warning": "text-warning",
    "success": "text-success",
    "accent": "text-accent",
    "primary": "text-primary",
}

_CODE = re.compile(r"`([^`\n]+)`")
_WIDE = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]"
_PARTING = re.compile(rf"(?<={_WIDE}) +| +(?={_WIDE})")


def colour_style(tone: SemanticColour, variables: Mapping[str, str]) -> Style:
    """The style of a tone in the theme with these variables; plain text where the theme lacks it."""
    if tone == "muted":
        return Style(dim=True)
    return variable_style(_VARIABLES.get(tone, "foreground"), variables)


def variable_style(name: str, variables: Mapping[str, str]) -> Style:
    """Text in a theme variable's colour. "auto 60%" and its like have none of their own and stay plain."""
    try:
        return Style(color=Color.parse(variables.get(name, "")).rich_color)
    except ColorParseError:
        return Style()


def inline(text: str, style: str = "") -> Content:
    """One sentence without its backticks, as the catalogues and lessons write it; what stood between them is coloured.

    Blanks beside Japanese go with the backticks: lines would break there and nowhere else.
    """
    parts = _CODE.split(_PARTING.sub("", text))
    return Content.assemble(*((part, "$text-accent" if at % 2 else style) for at, part in enumerate(parts)))
