"""`gradlings list`: the lessons in their parts, and what of them is passed."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping

from tutor.cli.arguments import add_json
from tutor.cli.codes import PASSED
from tutor.cli.context import Desk
from tutor.model import Part
from tutor.storage.records import LessonProgress
from tutor.text.messages import Words
from tutor.text.verdicts import GOOD, TO_DO, UNREACHED

Progress = Mapping[str, LessonProgress]

MARKS = {"passed": GOOD, "begun": TO_DO, "new": UNREACHED}


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_json(parser, words)


def run(desk: Desk, given: Namespace) -> int:
    study = desk.study_if_any
    progress: Progress = study.progress() if study else {}
    if given.as_json:
        desk.print(json.dumps([_row(desk, lesson, progress) for lesson in desk.catalog.course.order], ensure_ascii=False))
        return PASSED
    for part in desk.catalog.course.parts:
        desk.print(_part(desk, part, progress))
    passed = sum(progress[lesson].passed for lesson in desk.catalog.course.order if lesson in progress)
    desk.say("cli.list.passed", passed=passed, total=len(desk.catalog.course.order))
    return PASSED


def _row(desk: Desk, lesson: str, progress: Progress) -> dict[str, object]:
    found = progress.get(lesson, LessonProgress(lesson))
    facts = desk.catalog.course.lessons[lesson]
    return {
        "lesson": lesson,
        "part": facts.part,
        "title": desk.catalog.title(lesson, desk.words.language),
        "kind": facts.kind,
        "state": _state(found),
        "passed_at": found.passed_at.isoformat() if found.passed_at else None,
        "hints": list(found.hints),
        "file": found.path,
    }


def _part(desk: Desk, part: Part, progress: Progress) -> Iterator[str]:
    yield desk.catalog.part_title(part.id, desk.words.language)
    for lesson in part.lessons:
        state = _state(progress.get(lesson, LessonProgress(lesson)))
        yield f"  {MARKS[state].on(desk.terminal)} {lesson:24}{desk.catalog.title(lesson, desk.words.language)}"
    yield ""


def _state(progress: LessonProgress) -> str:
    return "passed" if progress.passed else "begun" if progress.opened_at else "new"
