"""What the palette offers: every key that works, every theme, both languages, every lesson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, TypeAlias

from textual.actions import parse
from textual.app import App, SystemCommand
from textual.screen import Screen

from tutor.storage.settings import THEMES
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.keys import Key

Node: TypeAlias = Screen[Any] | App[Any]

UNLISTED = ("command_palette", "leave")


def list_commands(tutor: Host, places: Iterable[tuple[Node, Iterable[Key]]]) -> Iterator[SystemCommand]:
    """places: the screen and the app, each with its keys."""
    words, catalog = tutor.words, tutor.learner.catalog
    for node, rows in places:
        yield from _list_keys(tutor, node, rows)
    for name in THEMES:
        yield SystemCommand(words("palette.theme", name=name), "", partial(tutor.change, "theme", name))
    for code in ("en", "ja"):
        title = words("palette.language", name=words(f"language.{code}"))
        yield SystemCommand(title, "", partial(tutor.change, "language", code))
    for lesson in catalog.course.order:
        title = catalog.title(lesson, words.language)
        yield SystemCommand(words("palette.lesson", title=title), "", partial(tutor.call_later, tutor.go_to, lesson))


def _list_keys(tutor: Host, node: Node, rows: Iterable[Key]) -> Iterator[SystemCommand]:
    words = tutor.words
    for row in rows:
        _, action, parameters = parse(row.action)
        if action not in UNLISTED and node.check_action(action, parameters):
            names = ", ".join(map(keys.plain, keys.look_up(row, tutor.learner.settings.keys)))
            run = partial(node.call_later, node.run_action, row.action)
            yield SystemCommand(words(f"key.{row.id}"), f"{words('palette.key')} {names}", run)
