"""A milestone: what the learner's code just did, measured; who fought with it, and when; what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tutor.session.context import LearnerContext
from tutor.session.milestones import Feat, Milestone, feat, sections
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.widgets.prose import ProseView


class MilestoneScreen(Screen[bool]):
    """Before the lesson is passed it tells the history alone: nothing is locked, and nothing is claimed.

    Gives whether it was closed, and not left for another place.
    """

    CSS_PATH = "course.tcss"
    AUTO_FOCUS = "#milestone"
    KEYS = keys.MILESTONE

    def __init__(self, tutor: Host, milestone: Milestone) -> None:
        super().__init__()
        self.tutor = tutor
        self.learner = learner = tutor.learner
        self.milestone = milestone
        self._feat = feat(learner, milestone)
        self._sections = sections(learner.catalog.prose(milestone.lesson, learner.words.language))
        keys.install(self, keys.MILESTONE, learner.words)

    def anew(self) -> MilestoneScreen:
        """The same in the language that is spoken now."""
        return MilestoneScreen(self.tutor, self.milestone)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="milestone"):
            yield Static(self._title(), id="milestone-title")
            if self._feat:
                with Horizontal(id="milestone-numbers"):
                    for number, says in self._numbers(self._feat):
                        yield Static(
                            Content.assemble((number, "bold $text-accent"), "\n", (says, "$foreground 60%")),
                            classes="number",
                        )
            with Horizontal(id="milestone-words"):
                with Vertical(classes="column"):
                    yield from self._did()
                with Vertical(classes="column"):
                    yield from self._section("hard")
                    yield from self._section("next")
        yield KeyBar(keys.MILESTONE, self.learner.words)

    def _title(self) -> Content:
        words, catalog = self.learner.words, self.learner.catalog
        title = self._sections.get("did", (catalog.title(self.milestone.lesson, words.language), ""))[0]
        part = catalog.part_title(self.milestone.part, words.language)
        return Content.assemble(
            (f"◆ {title}", "bold $text-success"), (f"   {words('milestone.of', part=part)}", "$foreground 60%")
        )

    def _numbers(self, done: Feat) -> Iterator[tuple[str, str]]:
        words = self.learner.words
        yield f"{done.lines}", words("milestone.lines")
        yield f"{done.lines_so_far}", words("milestone.lines-so-far")
        yield f"{done.checks}", words("milestone.checks")
        yield in_words(done.took, self.learner), words("milestone.took")

    def _did(self) -> Iterator[Static | ProseView]:
        """What the code does, with the numbers of its own experiment."""
        words = self.learner.words
        if self._feat is None:
            title = self.learner.catalog.title(self.milestone.lesson, words.language)
            yield Static(words("milestone.ahead", title=title), classes="milestone-measured", markup=False)
            return
        yield ProseView(self._sections.get("did", ("", ""))[1], classes="milestone-prose")
        yield Static(Content.styled(words("milestone.measured"), "bold $text-primary"))
        lines = self._feat.measured or (words("milestone.unmeasured"),)
        yield Static("\n".join(lines), classes="milestone-measured", markup=False)

    def _section(self, key: str) -> Iterator[Static | ProseView]:
        if key in self._sections:
            title, body = self._sections[key]
            yield Static(Content.styled(title, "bold $text-primary"))
            yield ProseView(body, classes="milestone-prose")

    # --- keys ---

    def action_close(self) -> None:
        self.dismiss(True)

    def action_lab(self) -> None:
        """The experiment that measures it, on the learner's own code once that has passed."""
        self._to(self.milestone.lesson, "lab")

    def action_next(self) -> None:
        """The lesson after it; before it is passed, the lesson itself."""
        order = self.learner.catalog.course.order
        at = order.index(self.milestone.lesson) + (1 if self._feat else 0)
        self._to(order[min(at, len(order) - 1)])

    def _to(self, lesson: str, pane: str = "") -> None:
        self.dismiss(False)
        self.tutor.call_later(self.tutor.go_to, lesson, pane)

    def action_map(self) -> None:
        self.dismiss(False)
        self.tutor.call_later(self.tutor.leave_lesson)


def in_words(took: timedelta, learner: LearnerContext) -> str:
    """A time in the largest unit that says something of it: minutes, hours, days."""
    minutes = round(took.total_seconds() / 60)
    if minutes < 60:
        return learner.words("milestone.minutes", minutes=max(minutes, 1))
    if minutes < 48 * 60:
        return learner.words("milestone.hours", hours=minutes // 60, minutes=minutes % 60)
    return learner.words("milestone.days", days=minutes // (24 * 60))
