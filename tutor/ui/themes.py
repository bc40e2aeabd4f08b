"""The house's two themes; the terminal's own colours are Textual's ansi themes."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="gradlings-dark",
    primary="#6ea8fe",
    secondary="#44566c",
    accent="#f0b866",
    success="#7bd88f",
    warning="#f5c451",
    error="#ff6b81",
    foreground="#e6e9ef",
    background="#0f1419",
    surface="#141b23",
    panel="#1b2530",
    dark=True,
)
LIGHT = Theme(
    name="gradlings-light",
    primary="#1f5fbf",
    secondary="#a9b8c9",
    accent="#96590a",
    success="#1b7a36",
    warning="#8a6100",
    error="#bf1f3c",
    foreground="#1c2430",
    background="#fbfbf9",
    surface="#f2f2ee",
    panel="#e6e8e6",
    dark=False,
)

NAMES: Mapping[str, str] = {
    "dark": DARK.name,
    "light": LIGHT.name,
    "ansi-dark": "ansi-dark",
    "ansi-light": "ansi-light",
}
"""The settings' names of themes, and Textual's."""
