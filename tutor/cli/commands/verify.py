"""`gradlings verify`: does all that was passed still pass?"""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tutor.cli.checking import Answer, checked
from tutor.cli.codes import passing
from tutor.cli.context import CommandContext, has_code
from tutor.cli.questions import standing
from tutor.model import Lesson, Verdict
from tutor.text.messages import Words
from tutor.text.verdicts import BAD, GOOD, paragraph

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor


AT_ONCE = 2  # lessons; each is run beside its model answer


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """It takes nothing but what all commands take."""


def run(context: CommandContext, given: Namespace) -> int:
    learner = context.study_if_any
    progress = learner.progress() if learner else {}
    passed = [lesson for lesson in context.catalog.course.order if lesson in progress and progress[lesson].passed]
    good = (
        context.loop.run(context.catalog, lambda assessor: _all(context, assessor, passed), spares=AT_ONCE) if passed else 0
    )
    context.say("cli.verify.done", good=good, total=len(passed))
    return passing(good == len(passed))


async def _all(context: CommandContext, assessor: Assessor, names: list[str]) -> int:
    """How many pass again; told in the order of the course, checked several at once."""
    gate, runs = asyncio.Semaphore(AT_ONCE), dict[str, asyncio.Task[Verdict]]()
    for name in names:
        lesson = context.catalog.course.lessons[name]
        text = context.learner.look_at(name).text if has_code(lesson) else ""
        built_on = [runs[origin] for origin, _ in context.learner.built_on(lesson, text) if origin in runs]
        runs[name] = asyncio.create_task(_after(built_on, gate, context, assessor, lesson))
    try:
        good = 0
        for run in runs.values():
            verdict = await run
            _tell(context, verdict)
            good += verdict.passed
        return good
    finally:
        for run in runs.values():
            run.cancel()
        await asyncio.gather(*runs.values(), return_exceptions=True)


async def _after(
    built_on: list[asyncio.Task[Verdict]],
    gate: asyncio.Semaphore,
    context: CommandContext,
    assessor: Assessor,
    lesson: Lesson,
) -> Verdict:
    """A verdict that waits for those on which the lesson builds: `mine` is then what has passed just now."""
    if built_on:
        await asyncio.wait(built_on)
    async with gate:
        return await _again(context, assessor, lesson)


async def _again(context: CommandContext, assessor: Assessor, lesson: Lesson) -> Verdict:
    if not has_code(lesson):
        return standing(context, lesson)
    learner = context.learner
    text = learner.open_lesson(lesson.id).text
    verdict = await checked(assessor, Answer(lesson, text, learner.file_name(lesson.id), learner.mine(lesson, text)))
    learner.remember(lesson, text, verdict)
    return verdict


def _tell(context: CommandContext, verdict: Verdict) -> None:
    words = context.words_of(context.catalog.course.lessons[verdict.lesson])
    context.print(f"{(GOOD if verdict.passed else BAD).on(context.terminal)} {verdict.lesson}")
    if not verdict.passed:
        context.print(paragraph(words.say(verdict.message), context.terminal, "    "))
