"""The end of the course: what a learner built, in the numbers of their own record, once every lesson is passed.

The words stand in `end.<language>.md` beside the lessons, cut into steps: how to take the code along, and where to go. In
`course.toml`, `trains` lists the lessons in whose labs networks learn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tutor.course.catalog import words_beside
from tutor.course.prose import Prose
from tutor.model import Outcome
from tutor.session.board import LESSON, OWN, Run, rank, runs
from tutor.session.context import LearnerContext
from tutor.session.milestones import Milestone, lines_of, measured, milestones, sections
from tutor.storage.records import LessonProgress
from tutor.text.messages import Words

END = "end"  # the name of the words


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone: its title, and what its experiment last stated on the learner's own code."""

    title: str
    measured: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartDone:
    """A part of the course: for each of its lessons whether it is a milestone."""

    title: str
    lessons: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the record says of all. Days by the learner's clock; mistakes: each counts once in a lesson."""

    parts: tuple[PartDone, ...]
    first: date
    last: date  # on which the last lesson passed
    days: int  # between them on which something was done
    lines: int  # beyond the stubs, blanks and comments aside
    named: int  # mistakes
    overcome: int  # of these, those whose lesson passed afterwards
    trained: int  # runs in which networks learned on the learner's own code
    milestones: tuple[Reached, ...]
    best: Run | None  # of the learner's own network

    @property
    def lessons(self) -> int:
        return sum(len(part.lessons) for part in self.parts)


def summary(learner: LearnerContext) -> Summary | None:
    """What the learner's record says; None before the last lesson is passed. Raises BadLesson, StoreError."""
    if not learner.finished():
        return None
    course, progress = learner.catalog.course, learner.progress()
    last = max(when for lesson in course.order if (when := progress[lesson].passed_at))
    days = {when.astimezone().date() for when in _moments(learner, progress) if when <= last}
    mistakes = _mistakes(learner)
    return Summary(
        parts=_parts(learner),
        first=min(days),
        last=last.astimezone().date(),
        days=len(days),
        lines=sum(lines_of(learner, lesson) for lesson in course.order),
        named=len(mistakes),
        overcome=sum(mistakes.values()),
        trained=sum(_trained(learner, progress)),
        milestones=tuple(_reached(learner, progress, one) for one in milestones(learner.catalog.folder)),
        best=min(runs(learner, LESSON, OWN), key=rank, default=None) if LESSON in course.lessons else None,
    )


def _parts(learner: LearnerContext) -> tuple[PartDone, ...]:
    catalog, language = learner.catalog, learner.words.language
    stones = {one.lesson for one in milestones(catalog.folder)}
    return tuple(
        PartDone(catalog.part_title(part.id, language), tuple(lesson in stones for lesson in part.lessons))
        for part in catalog.course.parts
    )


def _moments(learner: LearnerContext, progress: Mapping[str, LessonProgress]) -> Iterator[datetime]:
    """All that is remembered with its time."""
    store = learner.store
    for one in progress.values():
        yield from filter(None, (one.opened_at, one.passed_at))
    yield from (verdict.judged_at for verdict in store.verdicts())
    yield from (run.started_at for run in store.lab_runs())
    yield from (note.written_at for note in store.notes())
    yield from (given.answered_at for given in store.drill_answers())
    for lesson in progress:
        yield from (given.answered_at for given in store.quiz_answers(learner.key(lesson)))


def _mistakes(learner: LearnerContext) -> dict[tuple[str, str], bool]:
    """Lesson and mistake -> whether the lesson passed after the mistake was last named."""
    named: dict[tuple[str, str], bool] = {}
    for verdict in learner.store.verdicts():
        if verdict.mistake:
            named[verdict.lesson, verdict.mistake] = False
        elif verdict.outcome is Outcome.PASSED:
            named |= dict.fromkeys((key for key in named if key[0] == verdict.lesson), True)
    return named


def _trained(learner: LearnerContext, progress: Mapping[str, LessonProgress]) -> Iterator[bool]:
    """For each run of a lab in which networks learn: whether it was on the learner's own code, and told anything."""
    for lesson in learner.catalog.trains:
        passed = progress[lesson].passed_at if lesson in progress else None
        for run in learner.store.lab_runs(learner.key(lesson)):
            yield bool(run.facts) and passed is not None and run.started_at >= passed


def _reached(learner: LearnerContext, progress: Mapping[str, LessonProgress], milestone: Milestone) -> Reached:
    prose = learner.catalog.prose(milestone.lesson, learner.words.language)
    passed = progress[milestone.lesson].passed_at
    said = measured(learner, milestone, passed) if passed else ()
    return Reached(sections(prose).get("did", (prose.title, ""))[0], said)


# --- in words ---


def words_of(learner: LearnerContext) -> Prose | None:
    """What the course says at its end; None where it says nothing. Raises BadLesson."""
    return words_beside(learner.catalog.folder, END, learner.words.language)


def title_of(prose: Prose | None, words: Words) -> str:
    return prose.title if prose else words("end.title")


def span(done: Summary, words: Words) -> str:
    """How many lessons, and from when to when."""
    return words("end.span", lessons=done.lessons, first=done.first.isoformat(), last=done.last.isoformat())


def numbers(done: Summary, words: Words) -> tuple[tuple[str, str], ...]:
    """Each number worth telling, and what it counts."""
    found = [
        (f"{done.lessons:,}", words("end.lessons")),
        (f"{done.days:,}", words("end.days", days=done.days)),
        (f"{done.lines:,}", words("end.lines")),
        (words("end.of", overcome=done.overcome, named=done.named), words("end.mistakes")),
        (f"{done.trained:,}", words("end.trained", trained=done.trained)),
    ]
    return (*found, (f"{done.best.accuracy:.2%}", words("end.best")) if done.best else ("-", words("end.no-best")))


def markdown(done: Summary, prose: Prose | None, words: Words) -> Iterator[str]:
    """All of it as lines of Markdown, as the journal ends with it."""
    yield from (f"## {title_of(prose, words)}", "", span(done, words), "")
    yield from (f"- {what}: {number}" for number, what in numbers(done, words))
    yield from ("", f"### {words('end.milestones')}", "")
    for one in done.milestones:
        yield f"- {one.title}. {' '.join(one.measured) or words('end.unmeasured')}"
    for title, body in _sections(prose):
        yield from ("", *([f"### {title}", ""] if title else []), *body.splitlines())


def the_end(learner: LearnerContext, words: Words) -> tuple[str, ...]:
    """All of it as Markdown; nothing before the last lesson is passed. Raises BadLesson, StoreError."""
    done = summary(learner)
    return tuple(markdown(done, words_of(learner), words)) if done else ()


def _sections(prose: Prose | None) -> Iterator[tuple[str, str]]:
    if prose:
        yield "", prose.intro
        yield from ((section.title, section.body) for section in prose.of("Step"))
