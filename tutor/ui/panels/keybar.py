"""The bar at the foot of a screen: the keys that work now, the most useful first, none of them cut."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tutor.text.messages import Words
from tutor.ui import keys
from tutor.ui.keys import Key

ALIASES = {"editor.leave": "leave", "find.close": "leave"}  # the editor's own Escape does what the screen's does
SAYINGS = {"leave": "bar.leave", "home.leave": "bar.leave", "quit-anywhere": "key.quit"}  # shorter than in the help
GAP = 2


class KeyBar(Static):
    """`rows` give way from the last on where there is no room; `always` stand at the right."""

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; background: $panel; padding: 0 1; text-wrap: nowrap; }"
    ALLOW_SELECT = False

    def __init__(self, rows: Iterable[Key], words: Words) -> None:
        super().__init__(id="keys")
        self._rows = tuple(rows)
        self._words = words
        self._spots: list[tuple[range, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._draw())
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def speak(self, words: Words) -> None:
        """Go on in another language."""
        self._words = words
        self._draw()

    def on_click(self, event: events.Click) -> None:
        for columns, key in self._spots:
            if event.x in columns:
                self.app.simulate_key(key)

    def _draw(self) -> None:
        active = working(self.screen)
        right = self._parts(keys.ANYWHERE, active)
        while right and _width(right) > self.size.width - 2:
            right.pop()
        room = self.size.width - 2 - _width(right)
        left = list(self._parts(self._rows, active))
        while left and _width(left) > room - GAP:
            left.pop()
        blank = max(0, room - _width(left))
        self._spots = list(_spots(left, 1)) + list(_spots(right, 1 + _width(left) + blank))
        self.update(Content.assemble(_write_out(left), " " * blank, _write_out(right)), layout=False)

    def _parts(self, rows: Iterable[Key], active: dict[str, str]) -> list[tuple[str, str, str]]:
        """(key, its name, what it does) of the rows that are shown and work; one row an action."""
        found: dict[str, tuple[str, str, str]] = {}
        sayings = {**SAYINGS, **getattr(self.screen, "key_sayings", {})}
        idle = getattr(self.screen, "idle_keys", ())  # of a part of the screen that has not the focus, or said by another
        for row in rows:
            key = active.get(row.id) if row.action else keys.standard(row)[0]  # without one, a part of the screen has it
            if row.shown and key and row.id not in idle:
                name = keys.short(key)
                says = self._words(sayings.get(row.id, f"key.{row.id}"))
                found.setdefault(row.action or row.id, (key, name, says))
        return list(found.values())


def working(screen: Screen[object]) -> dict[str, str]:
    """The first key that works at present of each row, by the row's id."""
    found: dict[str, str] = {}
    for key, bound in screen.active_bindings.items():
        if bound.enabled and bound.binding.id:
            found.setdefault(ALIASES.get(bound.binding.id, bound.binding.id), key)
    return found


def _text(part: tuple[str, str, str]) -> str:
    return f"{part[1]} {part[2]}"


def _width(parts: list[tuple[str, str, str]]) -> int:
    return sum(cell_len(_text(part)) + GAP for part in parts) - (GAP if parts else 0)


def _spots(parts: list[tuple[str, str, str]], start: int) -> Iterable[tuple[range, str]]:
    for part in parts:
        width = cell_len(_text(part))
        yield range(start, start + width), part[0]
        start += width + GAP


def _write_out(parts: list[tuple[str, str, str]]) -> Content:
    shown = [Content.assemble((name, "bold $text-accent"), f" {says}") for _, name, says in parts]
    return Content(" " * GAP).join(shown)
