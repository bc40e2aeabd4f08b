"""`gradlings list`: the lessons in their parts, and what of them is passed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping

from tutor.cli.arguments import add_json
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.model import Part
from tutor.storage.records import LessonProgress
from tutor.text.messages import Words
from tutor.text.verdicts import GOOD, TO_DO, UNREACHED

Progress = Mapping[str, LessonProgress]

MARKS = {"passed": GOOD, "begun": TO_DO, "new": UNREACHED}


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_json(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    learner = context.study_if_any
    progress: Progress = learner.progress() if learner else {}
    if given.as_json:
        context.print_json([_row(context, lesson, progress) for lesson in context.catalog.course.order])
        return PASSED
    for part in context.catalog.course.parts:
        context.print(_part(context, part, progress))
    passed = sum(progress[lesson].passed for lesson in context.catalog.course.order if lesson in progress)
    context.say("cli.list.passed", passed=passed, total=len(context.catalog.course.order))
    return PASSED


def _row(context: CommandContext, lesson: str, progress: Progress) -> dict[str, object]:
    found = progress.get(lesson, LessonProgress(lesson))
    facts = context.catalog.course.lessons[lesson]
    return {
        "lesson": lesson,
        "part": facts.part,
        "title": context.catalog.title(lesson, context.words.language),
        "kind": facts.kind,
        "state": _state(found),
        "passed_at": found.passed_at.isoformat() if found.passed_at else None,
        "hints": list(found.hints),
        "file": found.path,
    }


def _part(context: CommandContext, part: Part, progress: Progress) -> Iterator[str]:
    yield context.catalog.part_title(part.id, context.words.language)
    for lesson in part.lessons:
        state = _state(progress.get(lesson, LessonProgress(lesson)))
        yield f"  {MARKS[state].on(context.terminal)} {lesson:24}{context.catalog.title(lesson, context.words.language)}"
    yield ""


def _state(progress: LessonProgress) -> str:
    return "passed" if progress.passed else "begun" if progress.opened_at else "new"
