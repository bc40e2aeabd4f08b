"""`gradlings watch`: a verdict at each save, as plain text that goes on and on. Ctrl-C ends it."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tutor.cli.arguments import add_lesson_or_next
from tutor.cli.checking import Answer, checked, own_answer
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.cli.report import report, report_end
from tutor.text.messages import Words

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson_or_next(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    answer = own_answer(context, context.exercise(given.lesson))
    context.say("cli.watch.begin", path=context.learner.path_of(answer.lesson.id))
    context.loop.run(context.catalog, lambda assessor: _forever(context, assessor, answer), spares=1)
    return PASSED


async def _forever(context: CommandContext, assessor: Assessor, answer: Answer) -> None:
    """The newest text is what counts: a save during a check ends that check."""
    lesson = answer.lesson
    running = asyncio.create_task(_told(context, assessor, answer))
    try:
        async for news in context.learner.workspace.watch([context.learner.path_of(lesson.id)]):
            for notice in news.notices:
                context.warn(notice)
            running.cancel()
            mine = context.learner.mine(lesson, news.text)
            running = asyncio.create_task(_told(context, assessor, Answer(lesson, news.text, answer.file, mine)))
    finally:
        running.cancel()


async def _told(context: CommandContext, assessor: Assessor, answer: Answer) -> None:
    verdict = await checked(assessor, answer, while_waiting=context.looking_for_reason)
    over = context.learner.finished()
    context.learner.remember(answer.lesson, answer.text, verdict)
    context.print("")
    report(context, answer.lesson, verdict, as_json=False)
    if not over and context.learner.finished():
        report_end(context)
    elif verdict.passed:
        context.say("cli.watch.next", lesson=context.learner.next_lesson())
