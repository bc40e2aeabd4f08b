"""Ways to write the same thing, side by side; where columns would be too narrow for code, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.highlight import highlight
from textual.widgets import Static

from tutor.model import Lesson
from tutor.session.context import LearnerContext
from tutor.session.trouble import TROUBLE, why_not_run
from tutor.session.versions import Version, versions
from tutor.text.difference import own_lines
from tutor.ui import keys
from tutor.ui.screens.modal import Window
from tutor.ui.widgets.prose import CodeColours

OTHER = "≠"
COLUMN = 56  # cells across, frame and all, below which a line of code is read by scrolling


class VersionsScreen(Window[None]):
    """Reads and runs them in the background: the learner's, the model answer, and the engine's where it has one. Each column
    says how long all checks took on it, and marks the lines that do what the learner's do not."""

    KEYS = keys.COLUMNS

    def __init__(self, learner: LearnerContext, lesson: Lesson, text: str, judge: Callable[[], Any]) -> None:
        super().__init__()
        self._learner = learner
        self._lesson = lesson
        self._text = text
        self._judge = judge

    def compose(self) -> ComposeResult:
        yield ScrollableContainer(
            Static(self._learner.words("panel.working"), id="versions-wait"), id="versions", classes="window"
        )

    def on_mount(self) -> None:
        window = self.query_one("#versions")
        window.border_title = self._learner.words("panel.working")
        self._fill()

    @work
    async def _fill(self) -> None:
        window, wait = self.query_one("#versions"), self.query_one("#versions-wait", Static)
        try:
            found = await versions(self._learner, self._lesson, self._text, await self._judge())
        except TROUBLE as trouble:
            wait.update(self._learner.words.say(why_not_run(trouble)))
            return
        if not (window.is_attached and window.display):
            return  # closed meanwhile
        await window.remove_children()
        window.border_title = self._learner.words(f"versions.title.{len(found)}", sign=OTHER)
        await window.mount_all([self._column(version) for version in found])
        self._stack()
        window.query(ScrollableContainer).first().focus()
        self.watch_lengths()

    @property
    def idle_keys(self) -> tuple[str, ...]:
        """Until there are columns, there is none to go to."""
        return super().idle_keys if self.query(".version") else ("window.scroll", "window.column")

    @on(events.Resize)
    def _stack(self) -> None:
        """One below the other, where side by side none would have room for its lines."""
        window = self.query_one("#versions")
        columns = len(window.query(".version"))
        window.set_class(columns * COLUMN > window.size.width, "-stacked")

    def _column(self, version: Version) -> ScrollableContainer:
        words = self._learner.words
        code = _marked(highlight(version.text, language="python", theme=CodeColours), own_lines(version.text, self._text))
        column = ScrollableContainer(Static(code, classes="version-code"), classes="version")
        column.border_title = words(f"versions.{version.owner}")
        if version.seconds is not None:
            column.border_subtitle = words("versions.seconds", ms=f"{version.seconds * 1000:.1f}")
        return column


def _marked(code: Content, lines: Collection[int]) -> Content:
    """Code with a sign before some of its lines."""
    sign, blank = Content.styled(f"{OTHER} ", "bold $text-warning"), Content("  ")
    parts = code.split("\n", allow_blank=True)
    return Content("\n").join((sign if at in lines else blank) + part for at, part in enumerate(parts, 1))
