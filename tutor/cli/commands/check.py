"""`gradlings check`: one text, one verdict."""

from __future__ import annotations

from pathlib import Path

import typer

from tutor.cli.arguments import AnyLesson, AsJson, FilePath, Seed
from tutor.cli.checking import Answer, checked, own_answer
from tutor.cli.codes import passing
from tutor.cli.desk import Desk
from tutor.cli.report import report
from tutor.cli.texts import text_of
from tutor.model import Lesson


def check(
    context: typer.Context,
    lesson: AnyLesson = None,
    file: FilePath = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Check your file of a lesson, and keep the verdict. Exit code 0: passed, 1: not passed."""
    desk: Desk = context.obj
    wanted = desk.lesson(lesson)
    answer = _given(desk, wanted, file) if file else own_answer(desk, wanted)
    verdict = desk.bench.run(desk.catalog, lambda assessor: checked(assessor, answer, seed))
    if file is None:
        desk.study.remember(wanted, answer.text, verdict)
    report(desk, wanted, verdict, as_json=as_json)
    raise typer.Exit(passing(verdict.passed))


def _given(desk: Desk, lesson: Lesson, file: Path) -> Answer:
    """A file from anywhere, on model answers: the same verdict on every machine."""
    return Answer(lesson, text_of(file), file.name, None)
