"""`gradlings verify`: does all that was passed still pass?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tutor.cli.checking import Answer, checked
from tutor.cli.codes import passing
from tutor.cli.desk import Desk
from tutor.model import Verdict
from tutor.plain import BAD, GOOD, paragraph
from tutor.words import Words

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """It takes nothing but what all commands take."""


def run(desk: Desk, given: Namespace) -> int:
    study = desk.study_if_any
    progress = study.progress() if study else {}
    passed = [lesson for lesson in desk.catalog.course.order if lesson in progress and progress[lesson].passed]
    good = desk.bench.run(desk.catalog, lambda assessor: _all(desk, assessor, passed), spares=1) if passed else 0
    desk.say("cli.verify.done", good=good, total=len(passed))
    return passing(good == len(passed))


async def _all(desk: Desk, assessor: Assessor, lessons: list[str]) -> int:
    good = 0
    for name in lessons:
        lesson, study = desk.catalog.course.lessons[name], desk.study
        text = study.open_lesson(name).text
        verdict = await checked(assessor, Answer(lesson, text, study.file_name(name), study.mine(lesson)))
        study.remember(lesson, text, verdict)
        _tell(desk, verdict)
        good += verdict.passed
    return good


def _tell(desk: Desk, verdict: Verdict) -> None:
    words = desk.words_of(desk.catalog.course.lessons[verdict.lesson])
    desk.print(f"{(GOOD if verdict.passed else BAD).on(desk.terminal)} {verdict.lesson}")
    if not verdict.passed:
        desk.print(paragraph(words.say(verdict.message), desk.terminal, "    "))
