"""What `check`, `watch` and `verify` share: whose text, at which seed, and its verdict."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from tutor.cli.context import CommandContext
from tutor.course.dependencies import Source
from tutor.model import Lesson, Message, Verdict
from tutor.session.context import LearnerContext
from tutor.storage.drafts import Draft
from tutor.storage.records import Bookmark

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor

SEEDS = 1_000_000  # short enough to be typed again


class Answer(NamedTuple):
    """A text to check. `mine`: what the lesson's uses come from; None for model answers."""

    lesson: Lesson
    text: str
    file: str
    mine: Sequence[Source] | None


def own_answer(context: CommandContext, lesson: Lesson) -> Answer:
    """The learner's own file, made from the stub if there is none; the lesson is where one left off from now on."""
    learner = context.learner
    opened = learner.open_lesson(lesson.id)
    for notice in opened.notices:
        context.warn(notice)
    warn_of_draft(context, lesson, opened.draft)
    go_to(learner, lesson)
    return Answer(lesson, opened.text, learner.file_name(lesson.id), learner.mine(lesson, opened.text))


def warn_of_draft(context: CommandContext, lesson: Lesson, draft: Draft | None) -> None:
    """Say that the learner has typed more than the file holds."""
    if draft is not None:
        facts = {"place": str(context.learner.path_of(lesson.id)), "at": draft.when, "lesson": lesson.id}
        context.warn(Message("workspace.draft", facts))


def go_to(learner: LearnerContext, lesson: Lesson) -> None:
    """The lesson counts as opened, and is where one left off."""
    key = learner.key(lesson.id)
    learner.store.open_lesson(key)
    learner.store.set_bookmark(learner.store.bookmark(key) or Bookmark(key))


async def checked(
    assessor: Assessor,
    answer: Answer,
    seed: int | None = None,
    while_waiting: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Verdict:
    """The verdict on an answer; without a seed one is drawn. Raises BrokenLesson, WorkerFailed.

    while_waiting: entered for the seconds in which the answer is known to be wrong and not yet why.
    """
    lesson, chosen = answer.lesson, random.randrange(SEEDS) if seed is None else seed
    mine = assessor.model_sources(lesson, answer.text) if answer.mine is None else answer.mine
    found = await assessor.check(lesson, answer.text, file=answer.file, seed=chosen, mine=mine)
    return await assessor.explain(lesson, answer.text, found, mine, while_waiting)
