"""The head of a lesson: its title, where its piece sits in the whole, its formula with the shapes of the letters."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tutor.model import Lesson
from tutor.ui.widgets.strip import PieceStrip


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
        yield Static(Content("\n").join(self._lines()), id="formula")

    def _lines(self) -> Iterator[Content]:
        if self._lesson.formula:
            yield Content.styled(self._lesson.formula, "bold $accent")
        letters = "   ".join(f"{name}: {shape}" for name, shape in self._lesson.shapes.items())
        if letters:
            yield Content.styled(letters, "$foreground 60%")


def strip(pieces: tuple[str, ...]) -> tuple[list[str], int | None]:
    """Pieces without their brackets, and the number of the one that had some."""
    present = next((number for number, piece in enumerate(pieces) if piece.startswith("[")), None)
    return [piece.strip("[]") for piece in pieces], present
