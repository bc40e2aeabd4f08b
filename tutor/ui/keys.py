"""Every key of the tutor in one table: its id (for remapping), what it does, and where it is shown.

Descriptions are message keys; a screen asks for its rows in the learner's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingsMap

from tutor.words import Words


@dataclass(frozen=True, slots=True)
class Key:
    """One row. `keys`: as Textual names them; `shown`: in the footer."""

    id: str
    keys: str
    action: str
    shown: bool = False
    priority: bool = False


ANYWHERE = (
    Key("help", "f1,question_mark", "help", shown=True),
    Key("settings", "f8", "settings"),
    Key("quit", "q", "quit", shown=True),
    Key("quit-anywhere", "ctrl+q", "quit", priority=True),
)
LESSON = (
    Key("code", "c", "pane('code')", shown=True),
    Key("read", "r", "pane('read')", shown=True),
    Key("lab", "l", "pane('lab')", shown=True),
    Key("try", "t", "pane('try')", shown=True),
    Key("hint", "h,f2", "hint", shown=True),
    Key("next", "n,right", "next", shown=True),
    Key("previous", "p,left", "previous", shown=False),
    Key("check", "f5", "check", shown=True),
    Key("external", "e,f4", "external"),
    Key("versions", "v", "versions"),
    Key("seed", "s", "new_seed"),
    Key("live", "a", "switch_live"),
    Key("reset", "ctrl+r", "reset"),
    Key("map", "m", "map", shown=True),
)
HOME = (
    Key("home.search", "slash", "search", shown=True),
    Key("home.continue", "c", "resume", shown=True),
)


NAMES = {"question_mark": "?", "slash": "/", "left": "←", "right": "→"}


def plain(key: str) -> str:
    """A key as people write it: Textual's `ctrl+r` is Ctrl+R."""
    return NAMES.get(key, "+".join(part.capitalize() if len(part) > 1 else part for part in key.split("+")))


def bindings(rows: Iterable[Key], words: Words) -> BindingsMap:
    """Textual's form of some rows, described in the learner's language."""
    return BindingsMap(
        Binding(
            row.keys,
            row.action,
            words(f"key.{row.id}"),
            show=row.shown,
            id=row.id,
            priority=row.priority,
            key_display=None,
        )
        for row in rows
    )
