"""The house's two themes; the terminal's own colours are Textual's ansi themes.

All that is read has a contrast of at least 4.5 to 1, as far as it is for the house to say. `muted` is for what is read last,
`inlay-hint` for nothing but inlay hints. Where a theme lacks them, the terminal's faint and cyan stand in.
"""

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
    variables={"muted": "#a3abb6", "inlay-hint": "#c9a6ff", "text-secondary": "#a9b7c8", "text-disabled": "#8f98a4"},
)
LIGHT = Theme(
    name="gradlings-light",
    primary="#1f5fbf",
    secondary="#a9b8c9",
    accent="#96590a",
    success="#1b7a36",
    warning="#8a6100",
    error="#bf1f3c",
    foreground="#0b1119",
    background="#fbfbf9",
    surface="#f2f2ee",
    panel="#e6e8e6",
    dark=False,
    variables={"muted": "#565f6b", "inlay-hint": "#7a35b0", "text-secondary": "#4a5868", "text-disabled": "#5f6873"},
)

NAMES: Mapping[str, str] = {
    "dark": DARK.name,
    "light": LIGHT.name,
    "ansi-dark": "ansi-dark",
    "ansi-light": "ansi-light",
}
"""The settings' names of themes, and Textual's."""
