"""`gradlings watch`: a verdict at each save, as plain text that goes on and on. Ctrl-C ends it."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tutor.cli.arguments import add_lesson_or_next
from tutor.cli.checking import Answer, checked, own_answer
from tutor.cli.codes import PASSED
from tutor.cli.context import Desk
from tutor.cli.report import report
from tutor.text.messages import Words

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson_or_next(parser, words)


def run(desk: Desk, given: Namespace) -> int:
    answer = own_answer(desk, desk.exercise(given.lesson))
    desk.say("cli.watch.begin", path=desk.study.path_of(answer.lesson.id))
    desk.bench.run(desk.catalog, lambda assessor: _forever(desk, assessor, answer), spares=1)
    return PASSED


async def _forever(desk: Desk, assessor: Assessor, answer: Answer) -> None:
    """The newest text is what counts: a save during a check ends that check."""
    lesson = answer.lesson
    running = asyncio.create_task(_told(desk, assessor, answer))
    try:
        async for news in desk.study.workspace.watch([desk.study.path_of(lesson.id)]):
            for notice in news.notices:
                desk.warn(notice)
            running.cancel()
            mine = desk.study.mine(lesson, news.text)
            running = asyncio.create_task(_told(desk, assessor, Answer(lesson, news.text, answer.file, mine)))
    finally:
        running.cancel()


async def _told(desk: Desk, assessor: Assessor, answer: Answer) -> None:
    verdict = await checked(assessor, answer)
    desk.study.remember(answer.lesson, answer.text, verdict)
    desk.print("")
    report(desk, answer.lesson, verdict, as_json=False)
    if verdict.passed:
        desk.say("cli.watch.next", lesson=desk.study.next_lesson())
