"""What the palette offers: every key that works, every theme, both languages, every lesson; and, for whoever types the name
of a command of the shell, what does the same here, or how to type it there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from inspect import isawaitable
from typing import Any, TypeAlias

from textual.actions import parse
from textual.app import App, SystemCommand
from textual.screen import ModalScreen, Screen

from tutor.model import Message
from tutor.storage.settings import THEMES
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.keys import Key
from tutor.ui.telling import telling

Node: TypeAlias = Screen[Any] | App[Any]

UNLISTED = ("command_palette", "leave", "close")
PLACES = ("next", "previous", "map")  # of a lesson's keys: where to go from it, which other screens know better
SAME = {
    "check": "check",
    "show": "read",
    "hint": "hint",
    "reset": "reset",
    "redo": "redo",
    "history": "history",
    "solution": "versions",
    "drill": "drill",
    "lab": "lab",
    "train": "background",
}
"""Commands of the shell, and the ids of the keys that do the same."""
ON_MAP = {"list": "key.map", "search": "palette.search-on-map", "review": "palette.review"}
"""Commands of the shell, and what the map has of them."""
IN_SHELL = ("verify", "watch", "journal", "export", "doctor", "bench")


def list_commands(tutor: Host, places: Iterable[tuple[Node, Iterable[Key]]]) -> Iterator[SystemCommand]:
    """places: the screen, then the app, each with its keys."""
    words, catalog = tutor.words, tutor.learner.catalog
    nodes = list(places)
    done = {id: command for node, rows in nodes for id, command in _list_keys(tutor, node, rows)}
    (screen, rows), app = nodes[0], nodes[-1][0]
    if rows not in (keys.LESSON, keys.QUESTIONS) and not isinstance(screen, ModalScreen):
        done |= _list_lesson(tutor, app)
    yield from done.values()
    yield from _list_shell(tutor, screen, done)
    if tutor.learner.finished():
        yield SystemCommand(words("end.row"), "", tutor.show_end)
    for name in THEMES:
        yield SystemCommand(words("palette.theme", name=words(f"theme.{name}")), "", partial(tutor.change, "theme", name))
    for code in ("en", "ja"):
        title = words("palette.language", name=words(f"language.{code}"))
        yield SystemCommand(title, "", partial(tutor.change, "language", code))
    for lesson in catalog.course.order:
        title = catalog.title(lesson, words.language)
        yield SystemCommand(words("palette.lesson", title=title), "", partial(tutor.call_later, tutor.go_to, lesson))


def _list_keys(tutor: Host, node: Node, rows: Iterable[Key]) -> Iterator[tuple[str, SystemCommand]]:
    """All of them: what cannot be done at present says why, when it is chosen."""
    words = tutor.words
    for row in rows:
        _, action, parameters = parse(row.action)
        if action and action not in UNLISTED and (explains(row) or node.check_action(action, parameters)):
            names = ", ".join(map(keys.plain, keys.look_up(row, tutor.learner.settings.keys)))
            run = partial(node.call_later, _carry_out, tutor, getattr(node, f"action_{action}"), *parameters)
            yield row.id, SystemCommand(words(f"key.{row.id}"), f"{words('palette.key')} {names}", run)


async def _carry_out(tutor: Host, act: Callable[..., object], *given: object) -> None:
    """What an action does at its key."""
    with telling(tutor.tell):
        waiting = act(*given)
        if isawaitable(waiting):
            await waiting


def explains(row: Key) -> bool:
    """Whether an action that cannot be carried out says so itself."""
    return row.id in ("versions", "redo", "background", "code", "read", "lab", "try")


def _list_lesson(tutor: Host, app: Node) -> Iterator[tuple[str, SystemCommand]]:
    """On other screens: what can be done with the lesson to go on with, which is opened for it."""
    words, learner = tutor.words, tutor.learner
    lesson = learner.next_lesson()
    title = learner.catalog.title(lesson, words.language)
    for row in keys.QUESTIONS if learner.lesson(lesson).kind == "quiz" else keys.LESSON:
        if row.id not in (*PLACES, *UNLISTED):
            run = partial(tutor.call_later, _open_and_run, tutor, app, lesson, row.action)
            yield row.id, SystemCommand(f"{words(f'key.{row.id}')}: {title}", "", run)


async def _open_and_run(tutor: Host, app: Node, lesson: str, action: str) -> None:
    await tutor.go_to(lesson)
    front = app.screen
    front.call_after_refresh(front.run_action, action)


def _list_shell(tutor: Host, screen: Node, done: Mapping[str, SystemCommand]) -> Iterator[SystemCommand]:
    """Found by their names only: unasked, the list is long enough. A row that has the name in its title needs no other."""
    words = tutor.words
    for name, id in SAME.items():
        row = done.get(id)
        if row and name not in row.title.lower():
            yield row._replace(title=f"{name}: {row.title}", discover=False)
    for name, key in ON_MAP.items():
        if not isinstance(screen, ModalScreen):
            go = partial(tutor.call_later, tutor.leave_lesson)
            yield SystemCommand(f"{name}: {words(key)}", "", go, discover=False)
    for name in IN_SHELL:
        said = words(f"cli.help.{name}")
        how = Message("palette.in-shell.how", {"name": name, "said": said})
        yield SystemCommand(words("palette.in-shell", name=name), said, partial(tutor.tell, how), discover=False)
