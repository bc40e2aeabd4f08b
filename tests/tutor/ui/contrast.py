"""How well what is on the screen can be read, by the formula of the Web Content Accessibility Guidelines (2.1, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from textual.color import Color
from textual.geometry import Region
from textual.screen import Screen

LEAST = 4.5


def contrast(one: Color, other: Color) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def faint(screen: Screen[object], within: Region | None = None) -> list[tuple[str, float]]:
    """The words on a screen, or in a part of it, that are too faint to be read; each with its contrast."""
    return [(text, round(found, 1)) for text, found in _words(screen, within) if found < LEAST]


def _words(screen: Screen[object], within: Region | None) -> Iterator[tuple[str, float]]:
    part = within or screen.region
    for strip in screen._compositor.render_strips()[part.y : part.bottom]:  # noqa: SLF001 - what the terminal gets
        for text, style, _ in strip.crop(part.x, part.right):
            if any(character.isalnum() for character in text) and style and style.color and style.bgcolor:
                front, back = (Color.from_rich_color(colour) for colour in (style.color, style.bgcolor))
                assert not style.dim
                yield text.strip(), contrast(front, back)
