"""A lesson's words: complete, short enough, with formulas that can be drawn, and the same keys in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tutor.course.catalog import Catalog, read_text
from tutor.course.prose import BadProse, Prose, Quiz, parse
from tutor.course.solving import solving_blocks
from tutor.figures_text.formula import formula_rows
from tutor.linting.flaws import Flaw
from tutor.linting.minutes import minutes
from tutor.linting.terms import terms
from tutor.model import Lesson

MOST_LINES = 80  # of a step
HINTS = ("1", "2", "3")
LEAST_MISTAKES = 3

_FENCE = re.compile(r"^```.*?^```", re.M | re.S)
_INDENTED = re.compile(r"^(?:    |\t).*$", re.M)
_CODE = re.compile(r"`[^`\n]*`")
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.S)


def words(catalog: Catalog, lesson: Lesson) -> Iterator[Flaw]:
    """All rules about a lesson's Markdown."""
    spoken: dict[str, Prose] = {}
    for language in catalog.languages(lesson.id):
        place = f"{lesson.id}/{language}.md"
        try:
            spoken[language] = parse(read_text(Path(lesson.folder) / f"{language}.md"))
        except BadProse as error:
            yield Flaw("prose", f"{place}:{error.line}", error.fault.partition(";")[0], error.fault.partition("; ")[2])
    for language, prose in spoken.items():
        yield from _one_language(f"{lesson.id}/{language}.md", lesson, prose, set(catalog.mistakes(lesson.id)))
    for language, prose in spoken.items():
        yield from terms(catalog, lesson, language, prose)
    if "en" in spoken:
        yield from minutes(lesson, spoken["en"])
        for language, prose in spoken.items():
            yield from _same_keys(f"{lesson.id}/{language}.md", spoken["en"], prose)


def _one_language(place: str, lesson: Lesson, prose: Prose, mistakes: set[str]) -> Iterator[Flaw]:
    yield from _steps(place, prose)
    yield from _formulas(place, prose)
    yield from _labels(place, lesson, prose)
    if lesson.kind != "quiz":
        yield from _hints(place, prose)
        yield from _mistakes(place, prose, mistakes)


def _steps(place: str, prose: Prose) -> Iterator[Flaw]:
    if not prose.of("Step"):
        yield Flaw("steps", place, "has no step", "write `## Step some-key: Title` and the step below it")
    for section in prose.sections:
        lines = len(section.body.splitlines())
        if section.kind == "Step" and lines > MOST_LINES:
            fault = f"step {section.key} has {lines} lines"
            yield Flaw("steps", f"{place}:{section.line}", fault, f"cut it in two; at most {MOST_LINES} are read at once")
        if not section.body and section.kind != "Label":
            yield Flaw("empty", f"{place}:{section.line}", f"{section.kind} {section.key} says nothing", "write its text")


def _formulas(place: str, prose: Prose) -> Iterator[Flaw]:
    """Each formula can be drawn. Code is no formula, whatever it holds."""
    for line, text in [(2, prose.intro), *((section.line, section.body) for section in prose.sections)]:
        plain = _CODE.sub("", _INDENTED.sub("", _FENCE.sub("", text)))
        for match in _FORMULA.finditer(plain):
            try:
                formula_rows((match[1] or match[2]).strip())
            except ValueError as error:
                fault = f"a formula cannot be drawn: {error}"
                yield Flaw("formulas", f"{place}:{line}", fault, "write it with the commands that TeXicode knows")


def _labels(place: str, lesson: Lesson, prose: Prose) -> Iterator[Flaw]:
    for control in lesson.lab.controls if lesson.lab else ():
        if control.name not in prose.labels:
            cure = f"write `## Label {control.name}: what it moves`"
            yield Flaw("labels", place, f"has no label for the control {control.name}", cure)


def _hints(place: str, prose: Prose) -> Iterator[Flaw]:
    """Three of the lesson's own, or three of each stage."""
    stages = [section.key for section in prose.of("Stage")]
    used = [section.stage for section in prose.of("Hint")] or [""]
    for stage in dict.fromkeys([*stages, *used]):
        keys = tuple(section.key for section in prose.of("Hint") if section.stage == stage)
        if keys != HINTS:
            whose = f"stage {stage}" if stage else "it"
            fault = f"{whose} has the hints {', '.join(keys) or 'none'}"
            yield Flaw("hints", place, fault, "write exactly `## Hint 1`, `## Hint 2`, `## Hint 3`, in this order")


def _mistakes(place: str, prose: Prose, mistakes: set[str]) -> Iterator[Flaw]:
    explained = {section.key for section in prose.of("Mistake")}
    for key in sorted(mistakes - explained):
        yield Flaw("mistakes", place, f"does not explain the mistake {key}", f"write `## Mistake {key}`")
    for key in sorted(explained - mistakes):
        yield Flaw("mistakes", place, f"explains {key}, which is no mistake here", f"add mistakes/{key}.py, or remove it")


def enough_mistakes(catalog: Catalog, lesson: Lesson) -> Iterator[Flaw]:
    found = len(catalog.mistakes(lesson.id))
    if found < LEAST_MISTAKES and lesson.kind != "quiz":
        cure = f"add those that people really make, {LEAST_MISTAKES} at least"
        yield Flaw("mistakes", f"{lesson.id}/mistakes", f"holds {found}", cure)


def _same_keys(place: str, english: Prose, prose: Prose) -> Iterator[Flaw]:
    wanted = [section.marker for section in english.sections]
    given = [section.marker for section in prose.sections]
    for marker in wanted:
        if marker not in given:
            yield Flaw("languages", place, f"lacks `{marker}`, which en.md has", "translate that section")
    for marker in given:
        if marker not in wanted:
            yield Flaw("languages", place, f"has `{marker}`, which en.md lacks", "add it there, or remove it")
    if sorted(wanted) == sorted(given) and wanted != given:
        yield Flaw("languages", place, "has its sections in another order than en.md", "put them in the same order")
    yield from _same_quizzes(place, english, prose)
    yield from _same_programs(place, english, prose)


def _same_programs(place: str, english: Prose, prose: Prose) -> Iterator[Flaw]:
    """What is run or compared is the same in every language."""
    if solving_blocks(prose) != solving_blocks(english):
        yield Flaw("languages", place, "solves with other code than en.md in hint 3", "copy the blocks")
    asked = {one.key: (one.observation, one.of_shape) for one in english.predictions}
    for one in prose.predictions:
        if asked.get(one.key, (one.observation, one.of_shape)) != (one.observation, one.of_shape):
            yield Flaw("languages", place, f"prediction {one.key} names another value than en.md", "copy the line `Value:`")


def _same_quizzes(place: str, english: Prose, prose: Prose) -> Iterator[Flaw]:
    others = {quiz.key: quiz for quiz in prose.quizzes}
    for quiz in english.quizzes:
        if quiz.key in others and _shape(quiz) != _shape(others[quiz.key]):
            fault = f"quiz {quiz.key} is answered in another way than in en.md"
            yield Flaw("quizzes", place, fault, "give it the same choices in the same order, or the same typed answer")


def _shape(quiz: Quiz) -> tuple[str | None, str, tuple[bool, ...]]:
    return quiz.answer, quiz.about, tuple(choice.right for choice in quiz.choices)
