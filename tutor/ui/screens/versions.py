"""Three ways to write the same thing, side by side; in a narrow terminal one below the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from tutor.model import Lesson
from tutor.study import Study
from tutor.ui.screens.modal import Window
from tutor.versions import Version, versions

if TYPE_CHECKING:
    from rich.syntax import Syntax


class VersionsScreen(Window[None]):
    """Reads and runs the three in the background; each column says how long all checks took on it."""

    def __init__(self, study: Study, lesson: Lesson, text: str, bench: Callable[[], Any]) -> None:
        super().__init__()
        self._study = study
        self._lesson = lesson
        self._text = text
        self._bench = bench

    def compose(self) -> ComposeResult:
        yield Container(Static(self._study.words("panel.working"), id="versions-wait"), id="versions", classes="window")

    def on_mount(self) -> None:
        window = self.query_one("#versions")
        window.border_title = self._study.words("versions.title")
        window.border_subtitle = self._study.words("window.keys")
        self._fill()

    @work
    async def _fill(self) -> None:
        found = await versions(self._study, self._lesson, self._text, await self._bench())
        window = self.query_one("#versions")
        await window.remove_children()
        await window.mount_all([self._column(version) for version in found])
        window.query(VerticalScroll).first().focus()

    def _column(self, version: Version) -> VerticalScroll:
        words = self._study.words
        column = VerticalScroll(Static(highlighted(version.text, dark=self.app.current_theme.dark)), classes="version")
        column.border_title = words(f"versions.{version.owner}")
        if version.seconds is not None:
            column.border_subtitle = words("versions.seconds", ms=f"{version.seconds * 1000:.1f}")
        return column


def highlighted(text: str, *, dark: bool) -> Syntax:
    """Python in colours that can be read on the theme's background."""
    from rich.syntax import Syntax

    return Syntax(text, "python", theme="ansi_dark" if dark else "ansi_light", background_color="default", word_wrap=True)
