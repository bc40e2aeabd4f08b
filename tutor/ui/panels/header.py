"""The head of a lesson: its title, where its piece sits in the whole, its formula with the shapes of the letters."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tutor.model import Lesson
from tutor.ui.widgets.strip import PieceStrip

MORE = "…"


class LessonHeader(Vertical):
    """Two or three rows; a very low terminal keeps the first."""

    def __init__(self, lesson: Lesson, title: str) -> None:
        super().__init__(id="header")
        self._lesson = lesson
        self._title = title

    def compose(self) -> ComposeResult:
        with Horizontal(id="header-top"):
            yield Static(self._title, id="lesson-title", markup=False)
            yield PieceStrip(*strip(self._lesson.strip), id="strip")
        yield Formula(self._lesson)


class Formula(Static):
    """The formula, and the shapes of its letters: as many of them as there is room for, each whole."""

    def __init__(self, lesson: Lesson) -> None:
        super().__init__(id="formula")
        self._lesson = lesson
        self._draw(0)

    def on_resize(self) -> None:
        self._draw(self.content_size.width)

    def _draw(self, width: int) -> None:
        self.update(Content("\n").join(self._lines(width)), layout=False)

    def _lines(self, width: int) -> Iterator[Content]:
        if self._lesson.formula:
            yield Content.styled(self._lesson.formula, "bold $accent")
        if self._lesson.shapes:
            yield Content.styled(
                in_room([f"{name}: {shape}" for name, shape in self._lesson.shapes.items()], width), "$foreground 60%"
            )


def in_room(letters: list[str], width: int) -> str:
    """Side by side, further apart where there is room for all; width 0: as if there were."""
    for gap in ("   ", "  "):
        if cell_len(gap.join(letters)) <= width or not width:
            return gap.join(letters)
    shown = list(letters)
    while shown and cell_len("  ".join([*shown, MORE])) > width:
        shown.pop()
    return "  ".join([*shown, MORE])


def strip(pieces: tuple[str, ...]) -> tuple[list[str], int | None]:
    """Pieces without their brackets, and the number of the one that had some."""
    present = next((number for number, piece in enumerate(pieces) if piece.startswith("[")), None)
    return [piece.strip("[]") for piece in pieces], present
