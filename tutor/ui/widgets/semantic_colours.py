"""Meanings that have a colour. A widget asks for a tone; the app's theme decides what it looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.content import Content

SemanticColour: TypeAlias = Literal["error", "warning", "success", "accent", "primary", "muted", "inlay-hint", "plain"]

_VARIABLES: Mapping[SemanticColour, str] = {
    "error": "text-error",
    "warning": "text-warning",
    "success": "text-success",
    "accent": "text-accent",
    "primary": "text-primary",
}

_STAND_INS: Mapping[SemanticColour, Style] = {"muted": Style(dim=True), "inlay-hint": Style(color="cyan")}
"""Of tones that are the house's own: what they look like in themes that only have the terminal's colours."""

BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
EVEN = 0.179  # the luminance of a ground on which black and white can be read equally well

_CODE = re.compile(r"`([^`\n]+)`")
_WIDE = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]"
_PARTING = re.compile(rf"(?<={_WIDE}) +| +(?={_WIDE})")


def colour_style(tone: SemanticColour, variables: Mapping[str, str]) -> Style:
    """The style of a tone in the theme with these variables; plain text where the theme lacks it."""
    if tone in _STAND_INS:
        return variable_style(tone, variables) or _STAND_INS[tone]
    return variable_style(_VARIABLES.get(tone, "foreground"), variables)


def variable_style(name: str, variables: Mapping[str, str]) -> Style:
    """Text in a theme variable's colour. "auto 60%" and its like have none of their own and stay plain."""
    try:
        return Style(color=Color.parse(variables.get(name, "")).rich_color)
    except ColorParseError:
        return Style()


def legible_on(ground: Color) -> Color:
    """Black or white, whichever is further from the ground by the measure of the WCAG: 4.5 to 1 or more on any ground."""
    red, green, blue = (_linear(part / 255) for part in ground.rgb)
    return BLACK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > EVEN else WHITE


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def inline(text: str, style: str = "") -> Content:
    """One sentence without its backticks, as the catalogues and lessons write it; what stood between them is bold and
    coloured.

    Blanks beside Japanese go with the backticks: lines would break there and nowhere else.
    """
    parts = _CODE.split(_PARTING.sub("", text))
    return Content.assemble(*((part, "bold $text-accent" if at % 2 else style) for at, part in enumerate(parts)))
