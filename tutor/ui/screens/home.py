"""The map: the parts of the course with their lessons, how far each is, and the way to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.records import LessonProgress
from tutor.study import Study
from tutor.ui import keys

if TYPE_CHECKING:
    from tutor.ui.app import GradlingsApp

DONE, OPEN, NEW = "✓", "●", "○"


class HomeScreen(Screen[None]):
    """Enter opens the marked lesson; typing in the search field narrows the list."""

    AUTO_FOCUS = "#map"

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""

    @property
    def tutor(self) -> GradlingsApp:
        return cast("GradlingsApp", self.app)

    @property
    def study(self) -> Study:
        return self.tutor.study

    def compose(self) -> ComposeResult:
        yield Static(id="home-title")
        yield Input(id="home-search", compact=True)
        yield OptionList(id="map")
        yield Static(id="home-place")
        yield Footer(show_command_palette=True)

    def on_mount(self) -> None:
        self.follow(self.study, True)

    def on_screen_resume(self) -> None:
        self._draw()

    def follow(self, study: Study, turned: bool) -> None:
        """The settings have changed; `turned`: the language too."""
        if turned:
            self._bindings = keys.bindings(keys.HOME, study.words)
            self.refresh_bindings()
        self.query_one("#home-search", Input).placeholder = study.words("home.search")
        self._draw()

    def _draw(self) -> None:
        words, progress = self.study.words, self.study.progress()
        order = self.study.catalog.course.order
        passed = sum(progress[lesson].passed for lesson in order if lesson in progress)
        title = Content.assemble(
            ("gradlings", "bold $accent"),
            ("  " + words("home.tagline"), "$foreground 60%"),
            (f"   {passed}/{len(order)} {DONE}", "bold $success"),
        )
        self.query_one("#home-title", Static).update(title)
        self.query_one("#home-place", Static).update(
            Content.styled(words("home.place", place=str(self.study.workspace.root)), "$foreground 60%")
        )
        self._fill(progress)

    def _fill(self, progress: dict[str, LessonProgress]) -> None:
        chosen = self.query_one("#map", OptionList)
        current = self.study.next_lesson()
        chosen.clear_options()
        for part in self.study.catalog.course.parts:
            lessons = [lesson for lesson in part.lessons if self._fits(lesson)]
            if lessons:
                heading = self.study.catalog.part_title(part.id, self.study.words.language)
                chosen.add_option(Option(Content.styled(heading, "bold $primary"), disabled=True))
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
        symbol, style = (NEW, "$foreground 60%") if progress is None else (OPEN, "$warning")
        if progress is not None and progress.passed:
            symbol, style = DONE, "$success"
        return Content.assemble(
            (f"  {symbol} ", style),
            (self.study.catalog.title(lesson, words.language), "bold" if current else ""),
            (f"   {words('home.minutes', minutes=sum(facts.minutes))}", "$foreground 60%"),
            (f"   ← {words('home.continue')}", "bold $accent") if current else "",
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.tutor.open_lesson(event.option_id)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._wanted = event.value.strip()
        self._fill(self.study.progress())

    def on_input_submitted(self, _: Input.Submitted) -> None:
        self.query_one("#map").focus()

    def action_search(self) -> None:
        self.query_one("#home-search").focus()

    def action_resume(self) -> None:
        self.tutor.open_lesson(self.study.next_lesson())

    def key_escape(self) -> None:
        search = self.query_one("#home-search", Input)
        search.value = ""
        self.query_one("#map").focus()
