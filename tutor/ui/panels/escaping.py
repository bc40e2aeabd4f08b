"""Keys that are letters, where letters may be text: Escape comes before them then."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from textual.screen import Screen

from tutor.text.messages import Words


def typing(screen: Screen[Any]) -> bool:
    """Whether letters are text now, and no keys."""
    return screen.focused is not None and screen.focused.check_consume_key("a", "a")


def escapes(screen: Screen[Any]) -> int:
    """How often Escape comes before letters are keys: it ends full screen first."""
    return (2 if screen.has_class("-full") else 1) if typing(screen) else 0


def press(screen: Screen[Any], key: str, words: Words) -> str:
    """What to press for a letter's key."""
    return (key, words("offer.typing", key=key), words("offer.typing-full", key=key))[escapes(screen)]


def after_escape(screen: Screen[Any], letter: str, offered: Collection[str]) -> tuple[str, ...]:
    """The keys that a letter with Alt stands for, if it is one of those offered behind Escape: terminals join the two where
    they come quickly one after the other."""
    first = escapes(screen)
    return (*["escape"] * first, letter) if first and letter in offered else ()
