"""The end of the course: the way drawn as a network, its numbers, how to take the code along, and where to go."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.prose import Section
from tutor.figures_text.drawing import ACCENT, MUTED, PLAIN, InkRun, Room, Row
from tutor.figures_text.layers import draw
from tutor.session.summary import Summary, numbers, span, title_of, words_of
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.widgets.prose import ProseView

LOOKS: dict[InkRun, str] = {PLAIN: "$text-success", ACCENT: "bold $text-accent", MUTED: "$foreground 25%"}
SHARE = 3  # the picture takes a third of the screen's height
LEAST, MOST = 4, 14  # rows


class Course(Widget):
    """A node for each lesson, a column or two for each part; milestones are marked."""

    DEFAULT_CSS = "Course { height: 10; width: 1fr; }"

    def __init__(self, done: Summary) -> None:
        super().__init__(id="end-course")
        self._parts = [part.lessons for part in done.parts]

    def on_mount(self) -> None:
        self.styles.height = min(MOST, max(LEAST, self.app.size.height // SHARE)) + 1

    def render(self) -> Content:
        rows = draw(self._parts, Room(self.size.width, self.size.height))
        return Content("\n").join(_styled(row) for row in rows)


def _styled(row: Row) -> Content:
    return Content.assemble(*((text, LOOKS.get(ink, "")) for text, ink in row))


class EndScreen(Screen[None]):
    """Opens when the last lesson passes, and again from the map and the palette."""

    CSS_PATH = "course.tcss"
    AUTO_FOCUS = "#end"
    KEYS = keys.END

    def __init__(self, tutor: Host, done: Summary) -> None:
        super().__init__()
        self.tutor = tutor
        self.learner = tutor.learner
        self._done = done
        self._prose = words_of(tutor.learner)
        keys.install(self, keys.END, tutor.words)

    def compose(self) -> ComposeResult:
        words, done = self.learner.words, self._done
        with VerticalScroll(id="end"):
            yield Static(self._title(), id="end-title")
            yield Course(done)
            with Grid(id="end-numbers"):
                for number, says in numbers(done, words):
                    yield Static(Content.assemble((number, "bold $text-accent"), "\n", (says, "$foreground 60%")))
            if self._prose:
                yield ProseView(self._prose.intro, classes="milestone-prose")
            with Horizontal(id="end-words"):
                with Vertical(classes="column"):
                    yield from self._reached()
                    yield from _told(self._steps[:1])
                with Vertical(classes="column"):
                    yield from _told(self._steps[1:-1])
            yield from _told(self._steps[1:][-1:])
        yield KeyBar(keys.END, words)

    def _title(self) -> Content:
        words = self.learner.words
        return Content.assemble(
            (f"◆ {title_of(self._prose, words)}", "bold $text-success"), "\n", (span(self._done, words), "$foreground 60%")
        )

    def _reached(self) -> Iterator[Widget]:
        """Each milestone, and what its experiment measured."""
        words = self.learner.words
        yield Static(Content.styled(words("end.milestones"), "bold $text-primary"))
        for one in self._done.milestones:
            said = "\n".join(one.measured) or words("end.unmeasured")
            look = "$text-success" if one.measured else "$foreground 60%"
            yield Static(
                Content.assemble(("◆ ", "$text-accent"), (one.title, "bold"), "\n", (said, look)), classes="reached"
            )

    @property
    def _steps(self) -> tuple[Section, ...]:
        """The course's own words: the first stands under the milestones, the last, a table, over the whole width."""
        return self._prose.of("Step") if self._prose else ()

    # --- keys ---

    def action_close(self) -> None:
        self.dismiss()

    def action_map(self) -> None:
        self.dismiss()
        self.tutor.call_later(self.tutor.leave_lesson)


def _told(steps: tuple[Section, ...]) -> Iterator[Widget]:
    for step in steps:
        yield Static(Content.styled(step.title, "bold $text-primary"), classes="end-heading")
        yield ProseView(step.body, classes="milestone-prose")
