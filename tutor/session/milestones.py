"""The milestones of the parts: which lessons they are, and what a learner's own record says of each.

`course.toml` names a part's milestone, or a list of them, and the labels whose facts the lab measures. The words are the
lesson's own sections: `Milestone did`, what its code does; `Milestone hard`, who fought with it, when, and why it mattered;
`Milestone next`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tutor.course.catalog import FactsTable, read_toml
from tutor.course.lines import own_lines
from tutor.course.prose import Prose
from tutor.session.context import LearnerContext
from tutor.storage.records import LabRun
from tutor.text.statements import by_label, stated

SECTIONS = ("did", "hard", "next")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A lesson that ends a part, or a stretch of one.

    measured: the labels of its lab under which the numbers worth telling stand.
    """

    lesson: str
    part: str
    measured: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feat:
    """What the record says of a milestone that was passed. Lines are those beyond the stubs, blanks and comments aside."""

    lines: int
    lines_so_far: int
    checks: int  # since the first lesson was opened
    took: timedelta  # from there to the first pass
    measured: tuple[str, ...]  # statements of the last experiment on the learner's own code


def milestones(folder: Path) -> tuple[Milestone, ...]:
    """The milestones of a course folder, in order. Raises BadLesson for one that is no table."""
    file = folder / "course.toml"
    parts = FactsTable(file, read_toml(file)).tables("parts")
    found = [(part.get("id", str), plan) for part in parts for plan in part.tables("milestone")]
    return tuple(Milestone(plan.get("lesson", str), part, plan.strings("measured")) for part, plan in found)


def milestone_of(folder: Path, lesson: str) -> Milestone | None:
    """The milestone that a lesson is, if it is one."""
    return next((one for one in milestones(folder) if one.lesson == lesson), None)


def sections(prose: Prose) -> Mapping[str, tuple[str, str]]:
    """Title and Markdown of each of `SECTIONS` that a lesson has."""
    return {section.key: (section.title, section.body) for section in prose.of("Milestone")}


def feat(learner: LearnerContext, milestone: Milestone) -> Feat | None:
    """What the learner's record says; None before the lesson is passed."""
    progress = learner.progress()
    here = progress.get(milestone.lesson)
    if here is None or here.passed_at is None:
        return None
    until = here.passed_at
    passed = [lesson for lesson, one in progress.items() if one.passed_at is not None and one.passed_at <= until]
    started = min((one.opened_at for one in progress.values() if one.opened_at is not None), default=until)
    return Feat(
        lines=lines_of(learner, milestone.lesson),
        lines_so_far=sum(lines_of(learner, lesson) for lesson in passed if lesson in learner.catalog.course.order),
        checks=sum(verdict.judged_at <= until for verdict in learner.store.verdicts()),
        took=max(until - started, timedelta(0)),
        measured=measured(learner, milestone, until),
    )


def lines_of(learner: LearnerContext, lesson: str) -> int:
    """How many lines of a lesson the learner wrote."""
    if learner.lesson(lesson).kind == "quiz":
        return 0
    return own_lines(learner.store.passed_text(learner.key(lesson)) or "", learner.begun_from(lesson))


def measured(learner: LearnerContext, milestone: Milestone, passed_at: datetime) -> tuple[str, ...]:
    """What the newest run since the pass stated: until then the lab runs on the model answer."""
    prose = learner.catalog.prose(milestone.lesson, learner.words.language)
    runs = (run for run in learner.store.lab_runs(learner.key(milestone.lesson)) if run.started_at >= passed_at)
    return next((said for run in runs if (said := _said(prose, milestone, run))), ())


def _said(prose: Prose, milestone: Milestone, run: LabRun) -> tuple[str, ...]:
    facts = by_label(run.facts)
    return tuple(stated(prose, label, facts[label]) for label in milestone.measured if label in facts)
