"""The map: the parts of the course with their lessons, how far each is, and the way to go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.records import LessonProgress
from tutor.study import Study
from tutor.ui import keys
from tutor.ui.panels.about import about
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.status import in_words
from tutor.ui.places import shown

if TYPE_CHECKING:
    from tutor.ui.app import GradlingsApp

DONE, OPEN, NEW = "✓", "●", "○"


class HomeScreen(Screen[None]):
    """Enter opens the marked lesson; typing in the search field narrows the list."""

    KEYS = keys.HOME
    AUTO_FOCUS = "#map"

    def __init__(self) -> None:
        super().__init__(classes="-blank")
        self._wanted = ""

    @property
    def tutor(self) -> GradlingsApp:
        return cast("GradlingsApp", self.app)

    @property
    def study(self) -> Study:
        return self.tutor.study

    def compose(self) -> ComposeResult:
        yield Static(id="home-title")
        yield Input(id="home-search", placeholder=self.study.words("home.search"), compact=True)
        with Horizontal(id="home-work"):
            yield OptionList(id="map")
            yield Static(id="about")
        yield Static(id="home-place")
        yield KeyBar(keys.HOME, self.study.words)

    def on_mount(self) -> None:
        keys.install(self, keys.HOME, self.study.words)
        self._draw_frame(self.study.progress())

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self._draw_if_seen)

    def _draw_if_seen(self) -> None:
        """At the start the map gives way to a lesson at once: then its forty rows can wait."""
        if self.is_current:
            self._draw()

    def follow(self, study: Study, turned: bool) -> None:
        """The settings have changed; `turned`: the language too."""
        if turned:
            keys.install(self, keys.HOME, study.words)
            self.query_one(KeyBar).speak(study.words)
            self.query_one("#home-search", Input).placeholder = study.words("home.search")
            self.refresh_bindings()
        self._draw()

    def _draw(self) -> None:
        progress = self.study.progress()
        self._draw_frame(progress)
        self._fill(progress)
        self.remove_class("-blank")

    def _draw_frame(self, progress: dict[str, LessonProgress]) -> None:
        words = self.study.words
        order = self.study.catalog.course.order
        passed = sum(progress[lesson].passed for lesson in order if lesson in progress)
        title = Content.assemble(
            ("gradlings", "bold $text-accent"),
            ("  " + words("home.tagline"), "$foreground 60%"),
            (f"   {passed}/{len(order)} {DONE}", "bold $text-success"),
        )
        self.query_one("#home-title", Static).update(title)
        self.query_one("#home-place", Static).update(Content.styled("  ·  ".join(self._statements()), "$foreground 60%"))

    def _statements(self) -> Iterator[str]:
        words = self.study.words
        yield words("home.place", place=shown(self.study.workspace.root))
        if not self.study.writable:
            yield words("status.read-only")
        for lab in self.tutor.labs.running():
            yield in_words(lab, self.study.catalog.title(lab.lesson.id, words.language), words)

    def _fill(self, progress: dict[str, LessonProgress]) -> None:
        chosen = self.query_one("#map", OptionList)
        current = self.study.next_lesson()
        chosen.clear_options()
        for part in self.study.catalog.course.parts:
            lessons = [lesson for lesson in part.lessons if self._fits(lesson)]
            if lessons:
                heading = self.study.catalog.part_title(part.id, self.study.words.language)
                chosen.add_option(Option(Content.styled(heading, "bold $text-primary"), disabled=True))
            for lesson in lessons:
                chosen.add_option(Option(self._row(lesson, progress.get(lesson), lesson == current), id=lesson))
        if any(option.id == current for option in chosen.options):
            chosen.highlighted = chosen.get_option_index(current)

    def _fits(self, lesson: str) -> bool:
        wanted = self._wanted.casefold()
        if not wanted:
            return True
        catalog, language = self.study.catalog, self.study.words.language
        names = [lesson, catalog.title(lesson, language), *self.study.lesson(lesson).defines]
        if any(wanted in name.casefold() for name in names):
            return True
        from tutor.reading import search

        return len(wanted) > 2 and bool(search(catalog.prose(lesson, language), wanted))

    def _row(self, lesson: str, progress: LessonProgress | None, current: bool) -> Content:
        words, facts = self.study.words, self.study.lesson(lesson)
        symbol, style = (NEW, "$foreground 60%") if progress is None else (OPEN, "$text-warning")
        if progress is not None and progress.passed:
            symbol, style = DONE, "$text-success"
        return Content.assemble(
            (f"  {symbol} ", style),
            (self.study.catalog.title(lesson, words.language), "bold" if current else ""),
            (f"   {words('home.minutes', minutes=sum(facts.minutes))}", "$foreground 60%"),
            (f"   ← {words('home.continue')}", "bold $text-accent") if current else "",
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.tutor.open_lesson(event.option_id)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id:
            progress = self.study.progress().get(event.option_id)
            self.query_one("#about", Static).update(about(self.study, event.option_id, progress))

    def on_input_changed(self, event: Input.Changed) -> None:
        self._wanted = event.value.strip()
        self._fill(self.study.progress())

    def on_input_submitted(self, _: Input.Submitted) -> None:
        self.query_one("#map").focus()

    def action_search(self) -> None:
        self.query_one("#home-search").focus()

    def action_resume(self) -> None:
        self.tutor.open_lesson(self.study.next_lesson())

    def action_leave(self) -> None:
        """Out of the search, with the whole list again."""
        self.query_one("#home-search", Input).value = ""
        self.query_one("#map").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is offered where there is something to leave."""
        return action != "leave" or isinstance(self.focused, Input)
