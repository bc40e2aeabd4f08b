"""A simple model of the editor, and bursts of keys to hold the real one against."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

INDENT = 4
BATCH = 100  # characters that one undo takes back at most
LETTERS = "abcdexyz=1"
PASTES = ("ZZ", "x @ W", "if a:\n    b", "#\n\n", "逆伝播")
# What a terminal sends.
BYTES = {
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "left": b"\x1b[D",
    "right": b"\x1b[C",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "shift+left": b"\x1b[1;2D",
    "shift+right": b"\x1b[1;2C",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "enter": b"\r",
    "tab": b"\t",
    "undo": b"\x1a",
    "redo": b"\x19",
}
WEIGHTS = {
    "letter": 30, "space": 6, "backspace": 12, "delete": 5, "left": 8, "right": 5, "up": 4, "down": 4, "shift+left": 3,
    "shift+right": 2, "home": 3, "end": 3, "enter": 5, "tab": 2, "undo": 4, "redo": 2, "paste": 3,
}  # fmt: skip

Place = tuple[int, int]
State = tuple[str, Place, Place]  # text, where the selection began, the cursor


def sent(key: str) -> bytes:
    """The bytes of one key; what is longer than a letter and no name was pasted."""
    if key in BYTES:
        return BYTES[key]
    return key.encode() if len(key) == 1 else b"\x1b[200~" + key.encode() + b"\x1b[201~"


@dataclass
class Editor:
    """What each key does to a text, an empty one at first. A character is a cell: no tabs, nothing wide before a step up."""

    lines: list[str] = field(default_factory=lambda: [""])
    anchor: Place = (0, 0)
    cursor: Place = (0, 0)
    wanted: int = 0  # the column that steps up and down keep to
    done: list[list[tuple[State, State]]] = field(default_factory=list)
    undone: list[list[tuple[State, State]]] = field(default_factory=list)
    fresh: bool = True  # the next edit is an undo step of its own
    removed: bool = False  # the last edit took something away
    count: int = 0  # characters in the last undo step

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def chosen(self) -> bool:
        return self.anchor != self.cursor

    def press(self, key: str) -> None:
        match key:
            case "undo" | "redo":
                self._step(*((self.done, self.undone) if key == "undo" else (self.undone, self.done)), key == "redo")
            case "up" | "down":
                self._move(self._above() if key == "up" else self._below(), keep=True)
            case "left" | "right" | "shift+left" | "shift+right":
                self._sideways(key)
            case "home":
                self._move((self.cursor[0], self._home()))
            case "end":
                self._move((self.cursor[0], len(self.lines[self.cursor[0]])))
            case "backspace":
                self._edit("", self.anchor if self.chosen else self._back(), self.cursor)
            case "delete":
                self._edit("", self.anchor if self.chosen else self._right(), self.cursor)
            case "enter":
                row, column = min(self.anchor, self.cursor)
                self._edit("\n" + opened(self.lines[row][:column]), self.anchor, self.cursor)
            case "tab":
                self._edit(" " * (INDENT - self.cursor[1] % INDENT), self.anchor, self.cursor)
            case _:
                self._edit(key, self.anchor, self.cursor)
                if len(key) > 1:
                    self._move(self.cursor)

    def _home(self) -> int:
        """The first character that is no blank, or column 0 when that is left of the cursor no more."""
        row, column = self.cursor
        first = re.search(r"\S", self.lines[row])
        at = first.start() if first else 0
        return at if column == 0 or column > at else 0

    def _back(self) -> Place:
        """In the indentation, to the stop before."""
        row, column = self.cursor
        blank = column and not self.lines[row][:column].strip(" ")
        return (row, (column - 1) // INDENT * INDENT) if blank else self._left()

    def _left(self) -> Place:
        row, column = self.cursor
        return (row, column - 1) if column else (row - 1, len(self.lines[row - 1])) if row else (0, 0)

    def _right(self) -> Place:
        row, column = self.cursor
        if column < len(self.lines[row]):
            return row, column + 1
        return (row + 1, 0) if row + 1 < len(self.lines) else self.cursor

    def _above(self) -> Place:
        row, column = self.cursor
        return (row - 1, min(max(column, self.wanted), len(self.lines[row - 1]))) if row else (0, 0)

    def _below(self) -> Place:
        row, column = self.cursor
        last = row + 1 == len(self.lines)
        return (row, len(self.lines[row])) if last else (row + 1, min(max(column, self.wanted), len(self.lines[row + 1])))

    def _sideways(self, key: str) -> None:
        select, to_left = key.startswith("shift+"), key.endswith("left")
        if self.chosen and not select:
            self._move(min(self.anchor, self.cursor) if to_left else max(self.anchor, self.cursor))
        else:
            self._move(self._left() if to_left else self._right(), select=select)

    def _move(self, to: Place, *, select: bool = False, keep: bool = False) -> None:
        self.cursor = to
        self.anchor = self.anchor if select else to
        self.wanted = self.wanted if keep else to[1]
        self.fresh = True

    @property
    def _state(self) -> State:
        return self.text, self.anchor, self.cursor

    def _set(self, state: State) -> None:
        text, self.anchor, self.cursor = state
        self.lines = text.split("\n")
        self.wanted = self.cursor[1]

    def _edit(self, text: str, one: Place, other: Place) -> None:
        before, (start, end) = self._state, sorted((one, other))
        gone = len(between(self.lines, start, end))
        head, tail = self.lines[start[0]][: start[1]], self.lines[end[0]][end[1] :]
        newline = "\n" in text or start[0] != end[0]
        self.lines[start[0] : end[0] + 1] = (head + text + tail).split("\n")
        rows = text.split("\n")
        row = start[0] + len(rows) - 1
        self.anchor = self.cursor = (row, len(rows[-1]) + (start[1] if len(rows) == 1 else 0))
        self.wanted = self.cursor[1]
        if text or gone:
            self._record(before, len(text), bool(gone), newline)

    def _record(self, before: State, size: int, removed: bool, newline: bool) -> None:
        """Undo takes back what was typed in one go: the same kind of change, in one place and line, one character each."""
        alone = size > 1 or newline
        if not self.done or self.fresh or alone or removed != self.removed or self.count + size > BATCH:
            self.done.append([])
            self.count, self.fresh = 0, False
        self.done[-1].append((before, self._state))
        self.count += size
        self.removed = removed
        self.undone.clear()
        self.fresh = self.fresh or alone

    def _step(self, here: list[list[tuple[State, State]]], there: list[list[tuple[State, State]]], again: bool) -> None:
        """One step back, or forth again; what is typed next is a step of its own."""
        if here:
            there.append(batch := here.pop())
            self._set(batch[-1][1] if again else batch[0][0])
        self.fresh = True


def between(lines: list[str], start: Place, end: Place) -> str:
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]]
    return "\n".join([lines[start[0]][start[1] :], *lines[start[0] + 1 : end[0]], lines[end[0]][: end[1]]])


def opened(before: str) -> str:
    """The blanks of the line that Enter opens: of the letters of these bursts, none asks for another depth but a colon."""
    blanks = before[: len(before) - len(before.lstrip())]
    code = before.partition("#")[0].rstrip()
    return blanks + " " * INDENT * code.endswith(":")


def keys(rng: random.Random, count: int) -> Iterator[str]:
    """A burst of `count` keys, fit for a model that begins with an empty text and knows of no undo step before it."""
    model = Editor()
    while count:
        kind = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        key = {"letter": rng.choice(LETTERS), "space": " ", "paste": rng.choice(PASTES)}.get(kind, kind)
        if fits(model, key):
            model.press(key)
            yield key
            count -= 1


def fits(model: Editor, key: str) -> bool:
    """Whether the model knows what the key does: no undo behind its beginning, no Tab or step up where it is too simple."""
    if key == "undo":
        return bool(model.done)
    if key == "redo":
        return bool(model.undone)
    if key == "tab" and model.chosen:
        return False
    return key not in ("tab", "up", "down") or model.text.isascii()
