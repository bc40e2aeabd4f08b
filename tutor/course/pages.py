"""A lesson's prose as pages to read: the steps, the questions after them, and what is folded until asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.course.prose import Prediction, Prose, Quiz, Section

FOLDED = ("Why", "Python", "Derivation", "Both books")


@dataclass(frozen=True, slots=True)
class Fold:
    """A section that is shown as its title alone at first."""

    kind: str
    key: str
    title: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is read at one time. `key` names it in every language."""

    key: str
    title: str
    markdown: str = ""
    quiz: Quiz | None = None
    prediction: Prediction | None = None
    folds: tuple[Fold, ...] = field(default=())


def pages(prose: Prose) -> tuple[Page, ...]:
    """The introduction with the first step, the other steps, predictions, questions, and a page of folded sections."""
    steps = [Page(s.key, s.title, s.body) for s in prose.of("Step")]
    if steps:
        first = steps[0]
        steps[0] = Page(first.key, first.title, f"{prose.intro}\n\n### {first.title}\n\n{first.markdown}".strip())
    else:
        steps = [Page("intro", prose.title, prose.intro)]
    predictions = [Page(f"predict-{asked.key}", asked.question, prediction=asked) for asked in prose.predictions]
    questions = [Page(f"quiz-{quiz.key}", quiz.question, quiz=quiz) for quiz in prose.quizzes]
    folds = tuple(_fold(section) for kind in FOLDED for section in prose.of(kind))
    more = [Page("more", "", folds=folds)] if folds else []
    return (*steps, *predictions, *questions, *more)


def _fold(section: Section) -> Fold:
    return Fold(section.kind, section.key, section.title, section.body)


def search(prose: Prose, wanted: str) -> list[tuple[str, str]]:
    """(page key, line) for each line of the lesson that holds the words sought, case ignored.

    Hints and the words for mistakes are left out: they would give away what is not asked for. A milestone has no page.
    """
    needle = wanted.casefold().strip()
    milestone = [Page("", section.title, section.body) for section in prose.of("Milestone")]
    hits: list[tuple[str, str]] = []
    for page in (*pages(prose), *milestone) if needle else ():
        lines = [line.strip() for text in _texts(page) for line in text.splitlines()]
        hits += [(page.key, line) for line in lines if needle in line.casefold()]
    return hits


def _texts(page: Page) -> Iterator[str]:
    yield from (page.markdown, page.title)
    for fold in page.folds:
        yield from (fold.markdown, fold.title)
    for choice in page.quiz.choices if page.quiz else ():
        yield f"{choice.answer}. {choice.explanation}"
    if page.quiz:
        yield page.quiz.explanation
