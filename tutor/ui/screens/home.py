"""The map: the parts of the course with their lessons, how far each is, and the way to go on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from tutor.course.placement import PLACEMENT
from tutor.session.context import LearnerContext
from tutor.storage.records import LessonProgress
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.panels.about import about
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.status import in_background, in_words
from tutor.ui.places import shorten
from tutor.ui.telling import telling
from tutor.ui.widgets.lists import RowList

if TYPE_CHECKING:
    from tutor.practice.review import Review
    from tutor.ui.panels.map import Hit


class HomeScreen(Screen[None]):
    """Enter opens the marked lesson; typing in the search field narrows the list."""

    KEYS = keys.HOME
    BINDINGS = [Binding("up", "mark(-1)", show=False), Binding("down", "mark(1)", show=False)]
    AUTO_FOCUS = "#map"

    def __init__(self, tutor: Host) -> None:
        super().__init__(classes="-blank")
        self.tutor = tutor
        self._wanted = ""
        self._back_to = ""
        self._hits: Mapping[str, Hit] = {}
        self._due: Review | None = None

    @property
    def learner(self) -> LearnerContext:
        return self.tutor.learner

    def compose(self) -> ComposeResult:
        yield Static(id="home-title")
        yield Input(id="home-search", placeholder=self.learner.words("home.search"), compact=True)
        with Horizontal(id="home-work"):
            yield RowList(id="map")
            yield Static(id="about")
        yield Static(id="home-place")
        yield KeyBar(keys.MAP, self.learner.words)

    def on_mount(self) -> None:
        keys.install(self, keys.HOME, self.learner.words)
        self.query_one("#map", RowList).says = self.learner.words("home.enter")
        with telling(self.tutor.tell):
            self._draw_title(self.learner.progress())

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self._draw_if_seen)

    def _draw_if_seen(self) -> None:
        """At the start the map gives way to a lesson at once: then its forty rows can wait."""
        if self.is_active:  # not `is_current`, which a screen is beneath one that has no background yet
            home = self._come_home()
            self._draw(mark=self._back_to if home else "")
            if home:
                self.query_one("#map").focus()

    def _come_home(self) -> bool:
        """Whether it is from a lesson: its row is the marked one then, and all others are there again, whatever was sought
        before it."""
        if not self.tutor.came_from:
            return False
        self._back_to, self.tutor.came_from = self.tutor.came_from, ""
        self._wanted = ""
        with self.prevent(Input.Changed):
            self.query_one("#home-search", Input).value = ""
        return True

    def follow(self, learner: LearnerContext, turned: bool) -> None:
        """The settings have changed; `turned`: the language too."""
        if turned:
            keys.install(self, keys.HOME, learner.words)
            self.query_one(KeyBar).speak(learner.words)
            self.query_one("#home-search", Input).placeholder = learner.words("home.search")
            self.query_one("#map", RowList).says = learner.words("home.enter")
            self.refresh_bindings()
        self._draw()

    def _draw(self, mark: str = "") -> None:
        self.show_background()
        self._draw_rows(mark)
        if self.has_class("-blank"):
            self.remove_class("-blank")
            self.call_after_refresh(self._take_focus)
        self._look_for_review()

    def _take_focus(self) -> None:
        """What cannot be seen takes no focus, so the map had none until now."""
        if self.focused is None:
            self.query_one("#map").focus()

    @work(exclusive=True, group="review")
    async def _look_for_review(self) -> None:
        """What is due, found out beside the screen: it takes all that the record knows. Then the row is there or gone."""
        from tutor.practice.review import due_now

        found = await asyncio.to_thread(due_now, self.learner)
        if found != self._due:
            self._due = found
            self._draw_rows()

    def _draw_rows(self, mark: str = "") -> None:
        """The title and the rows; what stood there stays where the record cannot be read."""
        with telling(self.tutor.tell):
            progress = self.learner.progress()
            self._draw_title(progress)
            self._fill(progress, mark)

    def _draw_title(self, progress: dict[str, LessonProgress]) -> None:
        words = self.learner.words
        order = self.learner.catalog.course.order
        passed = sum(progress[lesson].passed for lesson in order if lesson in progress)
        title = Content.assemble(
            ("gradlings", "bold $text-accent"),
            ("  " + words("home.tagline"), "$foreground 60%"),
            (f"   {passed}/{len(order)} ✓", "bold $text-success"),
        )
        self.query_one("#home-title", Static).update(title)

    def show_background(self) -> None:
        """The line at the foot: the training in the background, too."""
        if self.query("#home-place"):
            said = Content.styled("  ·  ".join(self._statements()), "$foreground 60%")
            self.query_one("#home-place", Static).update(said, layout=False)

    def _statements(self) -> Iterator[str]:
        words = self.learner.words
        yield words("home.place", place=shorten(self.learner.workspace.root))
        if not self.learner.writable:
            yield words("status.read-only")
        yield from in_background(self.learner, self.tutor.background.state)
        for lab in self.tutor.labs.running():
            yield in_words(lab, self.learner.catalog.title(lab.lesson.id, words.language), words)

    def _fill(self, progress: dict[str, LessonProgress], mark: str = "") -> None:
        """The rows of the map; at first the mark stands where to go on, later where it stood; `mark`: where else."""
        from tutor.ui.panels.map import Map

        chosen = self.query_one("#map", OptionList)
        here = mark or (chosen.highlighted_option.id if chosen.highlighted_option else None)
        rows = Map(self.learner, progress, self._wanted, self._due)
        chosen.clear_options()
        chosen.add_options(rows.options())
        self._hits = rows.hits
        known = [option.id for option in chosen.options if not option.disabled]
        wanted = [self.learner.next_lesson(), *known] if here is None or self._wanted else [here, *known]
        row = next((option for option in wanted if option in known), None)
        chosen.highlighted = chosen.get_option_index(row) if row else None

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        from tutor.session.summary import END
        from tutor.ui.panels.map import MILESTONE, REVIEW

        option = event.option_id or ""
        if option == PLACEMENT:
            await self.app.run_action("placement")
        elif option == END:
            self.tutor.show_end()
        elif option.startswith(MILESTONE):
            self.tutor.celebrate(option.removeprefix(MILESTONE))
        elif option.startswith(REVIEW):
            await self._come_back(option.removeprefix(REVIEW))
        elif option:
            self._open(option)

    async def _come_back(self, name: str) -> None:
        """To a drill of that kind, or to the first question of that lesson."""
        if name not in self.learner.catalog.course.lessons:
            await self.app.run_action(f"drill('{name}')")
            return
        quizzes = self.learner.catalog.prose(name, self.learner.words.language).quizzes
        if quizzes and self.learner.writable:
            self.learner.keep_place(name, f"quiz-{quizzes[0].key}")
        self.tutor.open_lesson(name)

    def _open(self, lesson: str) -> None:
        """A lesson; one that a search has found at the page where the words stand."""
        hit = self._hits.get(lesson)
        if hit and hit.page and self.learner.writable:
            self.learner.keep_place(lesson, hit.page)
        self.tutor.open_lesson(lesson)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        from tutor.session.summary import END, words_of

        lesson = (event.option_id or "").rpartition(":")[2]
        with telling(self.tutor.tell):
            if lesson in self.learner.catalog.course.lessons:
                self.query_one("#about", Static).update(about(self.learner, lesson, self.learner.progress().get(lesson)))
            elif lesson == PLACEMENT and (questions := self.learner.placement()):
                self.query_one("#about", Static).update(questions.intro.replace("\n", " "))
            elif lesson == END and (told := words_of(self.learner)):
                self.query_one("#about", Static).update(told.intro.replace("\n", " "))

    def on_input_changed(self, event: Input.Changed) -> None:
        self._wanted = event.value.strip()
        self.refresh_bindings()
        self._draw_rows()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Enter opens the marked row, from the search too."""
        self.query_one("#map").focus()
        self.query_one("#map", OptionList).action_select()

    def action_mark(self, by: int) -> None:
        """Another row, from the search."""
        shown = self.query_one("#map", OptionList)
        (shown.action_cursor_down if by > 0 else shown.action_cursor_up)()

    def action_search(self) -> None:
        self.query_one("#home-search").focus()

    def action_resume(self) -> None:
        self.tutor.open_lesson(self.learner.next_lesson())

    @property
    def _searching(self) -> bool:
        return isinstance(self.focused, Input) or bool(self._wanted)

    @property
    def key_sayings(self) -> dict[str, str]:
        """What Escape does now."""
        return {"home.leave": "bar.clear" if self._searching else "bar.back-to-lesson"}

    def action_leave(self) -> None:
        """Out of the search, with the whole list again; without one, back to the lesson."""
        if self._searching:
            self.query_one("#home-search", Input).value = ""
            self.query_one("#map").focus()
        else:
            self.action_back()

    def action_back(self) -> None:
        """To the lesson from which the map was asked for."""
        self.tutor.open_lesson(self._back_to)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys are offered where they do something: in the search, letters are text."""
        match action:
            case "leave":
                return self._searching or bool(self._back_to)
            case "back":
                return bool(self._back_to) and not isinstance(self.focused, Input)
            case "search" | "resume":
                return not isinstance(self.focused, Input)
        return True
