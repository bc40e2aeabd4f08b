"""Every key of the tutor in one table: its id (for remapping), what it does, and where it is shown.

Descriptions are message keys; a screen asks for its rows in the learner's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import NamedTuple

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from tutor.text.messages import Words


class Key(NamedTuple):
    """One row. `keys`: as Textual names them; `shown`: in the bar at the foot of the screen."""

    id: str
    keys: str
    action: str
    shown: bool = False
    priority: bool = False


ANYWHERE = (
    Key("help", "f1,question_mark", "help", shown=True),
    Key("palette", "ctrl+p", "command_palette", shown=True, priority=True),
    Key("quit", "q", "quit", shown=True),
    Key("quit-anywhere", "ctrl+q,ctrl+backslash", "quit", shown=True, priority=True),
    Key("settings", "f8", "settings"),
    Key("glossary", "g,f9", "glossary"),
    Key("placement", "0", "placement"),
    Key("drill", "b", "drill"),
    Key("board", "1", "board"),
    Key("background-look", "i,f11", "background('look')"),
    Key("background-turn", "j,f7", "background('turn')"),
    Key("background-stop", "x,f10", "background('stop')"),
)
LESSON = (
    Key("leave", "escape", "leave", shown=True),
    Key("code", "c", "pane('code')", shown=True),
    Key("read", "r", "pane('read')", shown=True),
    Key("next", "n,right", "next", shown=True),
    Key("previous", "p,left", "previous"),
    Key("go-on", "N", "go_on"),
    Key("versions", "v", "command('versions')", shown=True),
    Key("check", "f5", "command('check')", shown=True),
    Key("hint", "h,f2", "command('hint')", shown=True),
    Key("lab", "l", "pane('lab')", shown=True),
    Key("try", "t", "pane('try')", shown=True),
    Key("background", "z,f6", "command('background')"),
    Key("verdict", "d,f3", "verdict", shown=True),
    Key("map", "m", "map", shown=True),
    Key("full", "f,ctrl+l", "full", shown=True),
    Key("find", "ctrl+f", "find"),
    Key("comment", "ctrl+slash,ctrl+underscore", "comment"),
    Key("external", "e,f4", "command('external')"),
    Key("seed", "s", "command('seed')"),
    Key("live", "a", "command('live')"),
    Key("shapes", "w,f12", "command('shapes')"),
    Key("take-draft", "u", "command('take-draft')"),
    Key("leave-draft", "k", "command('leave-draft')"),
    Key("history", "y,ctrl+o", "command('history')"),
    Key("reset", "ctrl+r", "command('reset')"),
    Key("redo", "o", "command('redo')"),
)
QUESTIONS = tuple(row for row in LESSON if row.id in ("leave", "read", "next", "previous", "lab", "map"))
HOME = (
    Key("home.leave", "escape", "leave", shown=True),
    Key("home.continue", "c", "resume", shown=True),
    Key("home.search", "slash", "search", shown=True),
    Key("home.back", "m", "back"),
)
MAP = (*HOME[:1], Key("home.open", "enter", "", shown=True), Key("home.move", "down", "", shown=True), *HOME[1:])
"""The bar of the map: its own keys, and those of the list on it."""
PLACEMENT = (
    Key("placement.leave", "escape", "close", shown=True),
    Key("placement.on", "n,right,enter,space", "go_on", shown=True),
)
CLOSE = Key("window.close", "escape", "close", shown=True)
SCROLL = Key("window.scroll", "down", "", shown=True)
"""Where the focus is on something that is longer than its room."""
WINDOW = (CLOSE, SCROLL)
COLUMNS = (*WINDOW, Key("window.column", "tab", "", shown=True))
PALETTE = (
    Key("palette.choose", "enter", "", shown=True),
    Key("palette.move", "down", "", shown=True),
    Key("palette.close", "escape", "", shown=True),
)
GLOSSARY = (
    CLOSE,
    Key("glossary.move", "down", "", shown=True),
    Key("glossary.terms", "enter", "", shown=True),
    Key("glossary.search", "tab", "", shown=True),
)
HINT = (
    CLOSE,
    Key("window.another", "h,f2,n,space,enter", "another", shown=True),
    Key("window.back", "p", "back", shown=True),
    SCROLL,
)
CONFIRM = (
    Key("window.yes", "y", "answer(True)", shown=True),
    Key("window.no", "n", "answer(False)", shown=True),
    CLOSE,
)
MOVE = Key("window.move", "down", "", shown=True)
CHOICE = (CLOSE, Key("window.choose", "enter", "", shown=True), MOVE, SCROLL)
HISTORY = (CLOSE, Key("window.put-back", "enter", "", shown=True), MOVE, SCROLL, Key("window.column", "tab", "", shown=True))
SETTINGS = (
    CLOSE,
    Key("settings.move", "down", "", shown=True),
    Key("settings.change", "enter", "", shown=True),
    Key("settings.turn", "right", "", shown=True),
)
MILESTONE = (
    Key("milestone.leave", "escape,enter", "close", shown=True),
    Key("milestone.lab", "l", "lab", shown=True),
    Key("milestone.next", "n,right", "next", shown=True),
    Key("milestone.map", "m", "map", shown=True),
)
END = (
    Key("end.leave", "escape,enter", "close", shown=True),
    Key("end.map", "m", "map", shown=True),
)
ALL = (*LESSON, *HOME, *ANYWHERE)

_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "ctrl+slash": "Ctrl+/",
    "ctrl+underscore": "Ctrl+_",
    "ctrl+backslash": "Ctrl+\\",
    "left": "←",
    "right": "→",
    "down": "↓",
    "escape": "Esc",
}


def standard(row: Key) -> tuple[str, ...]:
    """The keys of a row where the settings name no others."""
    return tuple(row.keys.split(","))


def look_up(row: Key, settings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys of a row, those of the settings first of all."""
    return settings.get(row.id, standard(row))


def names(rows: Iterable[Key], settings: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What the first key of each row is called in sentences, by the row's id."""
    return {row.id: plain(look_up(row, settings)[0]) for row in rows}


def while_typing(name: str, settings: Mapping[str, tuple[str, ...]]) -> str:
    """What the last key of a lesson's row is called: unlike the first, it is no letter, and works in the editor too."""
    row = next(row for row in LESSON if row.id == name)
    return plain(look_up(row, settings)[-1])


def in_any_place(name: str, settings: Mapping[str, tuple[str, ...]]) -> str:
    """What the last key of a row that works everywhere is called: it works while one types, too."""
    row = next(row for row in ANYWHERE if row.id == name)
    return plain(look_up(row, settings)[-1])


def conflict(row: Key, keys: Iterable[str], settings: Mapping[str, tuple[str, ...]]) -> Key | None:
    """Another action that one of these keys would take away from where `row` works, if there is one."""
    wanted = set(keys)
    places = [rows for rows in ((*LESSON, *ANYWHERE), (*HOME, *ANYWHERE)) if row in rows]
    others = (other for rows in places for other in rows if other.action != row.action)
    return next((other for other in others if wanted & set(look_up(other, settings))), None)


def plain(key: str) -> str:
    """A key as people write it: Textual's `ctrl+r` is Ctrl+R, its `N` Shift+N."""
    if key in _NAMES:
        return _NAMES[key]
    if len(key) == 1:
        return f"Shift+{key}" if key.isupper() else key
    return "+".join(part.upper() if len(part) == 1 else part.capitalize() for part in key.split("+"))


def short(key: str) -> str:
    """A key as the bar writes it: Ctrl+R is ^R."""
    return plain(key).replace("Ctrl+", "^")


def read(written: str) -> str:
    """Textual's name of a key as people write it: `^R`, `Ctrl+R` and `ctrl+r` are one, `Shift+N` is `N`. What is none stays
    as it is."""
    known: dict[str, str] = {plain(key).lower(): key for key in [*_NAMES, *ascii_uppercase]}
    text = written.strip().replace("^", "Ctrl+", 1) if len(written.strip()) > 1 else written.strip()
    if len(text) == 1 and text not in known:
        return text  # q and Q are two
    return known.get(text.lower(), text.lower())


def install(node: DOMNode, rows: Iterable[Key], words: Words) -> None:
    """Give a screen or the app its keys, described in the learner's language, beside those of its own class."""
    ours = BindingsMap(
        Binding(row.keys, row.action, words(f"key.{row.id}"), show=row.shown, id=row.id, priority=row.priority)
        for row in rows
    )
    inherited = type(node)._merged_bindings or BindingsMap()  # noqa: SLF001 - Textual has no other name
    node._bindings = BindingsMap.merge([ours, inherited])  # noqa: SLF001 - as above
