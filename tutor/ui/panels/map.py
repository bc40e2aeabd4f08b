"""The rows of the map: parts with their lessons, the placement, the milestones; and the lessons that a search finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widgets.option_list import Option

from tutor.course.catalog import BadLesson
from tutor.course.pages import search
from tutor.course.placement import PLACEMENT
from tutor.model import Part
from tutor.practice.review import Review
from tutor.session.context import LearnerContext
from tutor.session.milestones import Milestone, milestones, sections
from tutor.session.summary import END
from tutor.storage.records import LessonProgress
from tutor.ui import keys

DONE, OPEN, NEW, STONE, ASKED, BACK = "✓", "●", "○", "◆", "?", "↻"
FAINT = "$foreground 70%"
LEAST = 3  # letters, before the text of lessons is searched and not their names alone
MILESTONE = "milestone:"  # before a lesson's id, the id of its milestone's row
REVIEW = "review:"  # before the name of the first thing that is due, the id of the review's row

Progress = Mapping[str, LessonProgress]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a search found something: the page, and the line; both empty where it was the lesson's name."""

    page: str = ""
    line: str = ""


def find(learner: LearnerContext, lesson: str, wanted: str) -> Hit | None:
    """Where a lesson holds what is sought, in its names first; None if nowhere."""
    needle, language = wanted.casefold(), learner.words.language
    if fault_of(learner, lesson):
        return Hit() if needle in lesson else None
    names = (lesson, learner.catalog.title(lesson, language), *learner.lesson(lesson).defines)
    if any(needle in name.casefold() for name in names):
        return Hit()
    try:
        hits = search(learner.catalog.prose(lesson, language), needle) if len(needle) >= LEAST else []
    except BadLesson:  # its words have changed since its name was read
        return None
    return Hit(*hits[0]) if hits else None


def fault_of(learner: LearnerContext, lesson: str) -> str:
    """Why a lesson cannot be shown: its facts or its words cannot be read. Empty for one that can."""
    try:
        learner.lesson(lesson)
        learner.catalog.title(lesson, learner.words.language)
    except BadLesson as error:
        return str(error)
    return ""


class Map:
    """The rows as they are now. `wanted`: what is sought; nothing shows all. `due`: what is due, where it is known."""

    def __init__(self, learner: LearnerContext, progress: Progress, wanted: str = "", due: Review | None = None) -> None:
        self._learner, self._progress, self._wanted, self._due = learner, progress, wanted, due
        self._words = learner.words
        self._key = keys.names(keys.HOME, learner.settings.keys)["home.continue"]
        self._current = learner.next_lesson()
        self._worth = {one.lesson: one.worth_doing for one in learner.advice()}
        self._stones = milestones(learner.catalog.folder)
        self.hits: dict[str, Hit] = {}

    def options(self) -> Iterator[Option]:
        """A row for each part, lesson and milestone; while something is sought, for each lesson that holds it."""
        for number, part in enumerate(self._learner.catalog.course.parts):
            lessons = list(self._search(part)) if self._wanted else list(part.lessons)
            if lessons:
                yield Option(self._heading(number, part), disabled=True)
            if number == 0 and not self._wanted and self._learner.placement():
                yield Option(self._questions(), id=PLACEMENT)
            for lesson in lessons:
                yield Option(self._lesson(lesson), id=lesson)
                if lesson == self._current and not self._wanted and self._due and self._due.today:
                    yield Option(self._review(self._due), id=REVIEW + self._due.today[0].name)
            for stone in self._stones if not self._wanted else ():
                if stone.part == part.id:
                    yield Option(self._stone(stone), id=MILESTONE + stone.lesson)
        if not self._wanted and all(map(self._has_passed, self._learner.catalog.course.order)):
            yield Option(Content.styled(f"{STONE} {self._words('end.row')}", "bold $text-accent"), id=END)

    def _search(self, part: Part) -> Iterator[str]:
        for lesson in part.lessons:
            hit = find(self._learner, lesson, self._wanted)
            if hit:
                self.hits[lesson] = hit
                yield lesson

    def _has_passed(self, lesson: str) -> bool:
        return lesson in self._progress and self._progress[lesson].passed

    def _heading(self, number: int, part: Part) -> Content:
        """Its number, from 0, how many of its lessons are passed, and the minutes of those that are not."""
        title = self._learner.catalog.part_title(part.id, self._words.language)
        passed = sum(map(self._has_passed, part.lessons))
        ahead = [lesson for lesson in part.lessons if not self._has_passed(lesson) and not fault_of(self._learner, lesson)]
        minutes = sum(sum(self._learner.lesson(lesson).minutes) for lesson in ahead)
        left = f"   {self._words('home.left', minutes=minutes)}" if minutes else ""
        return Content.assemble(
            (f"{number} {title}", "bold $text-primary"),
            (f"   {passed}/{len(part.lessons)} {DONE}", "$text-success" if passed else FAINT),
            (left, FAINT),
        )

    def _review(self, due: Review) -> Content:
        """Under the lesson to go on with, where it is seen and in nobody's way."""
        said = self._words("review.row", count=len(due.today), minutes=due.minutes)
        return Content.assemble((f"  {BACK} ", "$text-accent"), (said, FAINT))

    def _questions(self) -> Content:
        return Content.assemble((f"  {ASKED} ", "$text-accent"), self._words("key.placement"))

    def _lesson(self, lesson: str) -> Content:
        if fault_of(self._learner, lesson):
            return Content.assemble(("  ✗ ", "$text-error"), lesson)
        words, current = self._words, lesson == self._current
        sign, style = (NEW, FAINT) if lesson not in self._progress else (OPEN, "$text-warning")
        if self._has_passed(lesson):
            sign, style = DONE, "$text-success"
        return Content.assemble(
            (f"  {sign} ", style),
            (self._learner.catalog.title(lesson, words.language), "bold" if current else ""),
            (f"   ← {words('home.continue', key=self._key)}", "bold $text-accent") if current else "",
            (f"   {words('home.minutes', minutes=sum(self._learner.lesson(lesson).minutes))}", FAINT),
            self._advise(lesson),
            self._quote(lesson),
        )

    def _advise(self, lesson: str) -> Content:
        """What the placement says of a lesson that is not passed."""
        if lesson not in self._worth or self._has_passed(lesson):
            return Content("")
        if self._worth[lesson]:
            return Content.styled(f"   {self._words('home.worth')}", "$text-warning")
        return Content.styled(f"   {self._words('placement.not')}", FAINT)

    def _quote(self, lesson: str) -> Content:
        """The line in which a search found something, cut around it."""
        line = self.hits[lesson].line if lesson in self.hits else ""
        return Content.styled(f"\n      {around(line, self._wanted)}", FAINT) if line else Content("")

    def _stone(self, milestone: Milestone) -> Content:
        prose = self._learner.catalog.prose(milestone.lesson, self._words.language)
        title = sections(prose).get("did", ("", ""))[0] or prose.title
        style = "$text-success" if self._has_passed(milestone.lesson) else FAINT
        return Content.styled(f"  {STONE} {self._words('home.milestone', title=title)}", style)


def around(line: str, wanted: str, width: int = 50) -> str:
    """The part of a line that holds what is sought, at most `width` cells wide."""
    at = max(line.casefold().find(wanted.casefold()), 0)
    start = 0 if cell_len(line) <= width else line.rfind(" ", 0, max(0, at - width // 4)) + 1
    cut = line[start:]
    shown = cut if cell_len(cut) <= width else set_cell_size(cut, width - 1).rstrip() + "…"
    return ("…" if start else "") + shown
