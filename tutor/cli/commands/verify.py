"""`gradlings verify`: does all that was passed still pass?"""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tutor.cli.checking import Answer, checked
from tutor.cli.codes import passing
from tutor.cli.context import Desk, has_code
from tutor.cli.questions import standing
from tutor.model import Lesson, Verdict
from tutor.text.messages import Words
from tutor.text.verdicts import BAD, GOOD, paragraph

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor


AT_ONCE = 2  # lessons; each is run beside its model answer


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """It takes nothing but what all commands take."""


def run(desk: Desk, given: Namespace) -> int:
    study = desk.study_if_any
    progress = study.progress() if study else {}
    passed = [lesson for lesson in desk.catalog.course.order if lesson in progress and progress[lesson].passed]
    good = desk.bench.run(desk.catalog, lambda assessor: _all(desk, assessor, passed), spares=AT_ONCE) if passed else 0
    desk.say("cli.verify.done", good=good, total=len(passed))
    return passing(good == len(passed))


async def _all(desk: Desk, assessor: Assessor, names: list[str]) -> int:
    """How many pass again; told in the order of the course, checked several at once."""
    gate, runs = asyncio.Semaphore(AT_ONCE), dict[str, asyncio.Task[Verdict]]()
    for name in names:
        lesson = desk.catalog.course.lessons[name]
        text = desk.study.look_at(name).text if has_code(lesson) else ""
        built_on = [runs[origin] for origin, _ in desk.study.built_on(lesson, text) if origin in runs]
        runs[name] = asyncio.create_task(_after(built_on, gate, desk, assessor, lesson))
    try:
        good = 0
        for run in runs.values():
            verdict = await run
            _tell(desk, verdict)
            good += verdict.passed
        return good
    finally:
        for run in runs.values():
            run.cancel()
        await asyncio.gather(*runs.values(), return_exceptions=True)


async def _after(
    built_on: list[asyncio.Task[Verdict]], gate: asyncio.Semaphore, desk: Desk, assessor: Assessor, lesson: Lesson
) -> Verdict:
    """A verdict that waits for those on which the lesson builds: `mine` is then what has passed just now."""
    if built_on:
        await asyncio.wait(built_on)
    async with gate:
        return await _again(desk, assessor, lesson)


async def _again(desk: Desk, assessor: Assessor, lesson: Lesson) -> Verdict:
    if not has_code(lesson):
        return standing(desk, lesson)
    study = desk.study
    text = study.open_lesson(lesson.id).text
    verdict = await checked(assessor, Answer(lesson, text, study.file_name(lesson.id), study.mine(lesson, text)))
    study.remember(lesson, text, verdict)
    return verdict


def _tell(desk: Desk, verdict: Verdict) -> None:
    words = desk.words_of(desk.catalog.course.lessons[verdict.lesson])
    desk.print(f"{(GOOD if verdict.passed else BAD).on(desk.terminal)} {verdict.lesson}")
    if not verdict.passed:
        desk.print(paragraph(words.say(verdict.message), desk.terminal, "    "))
