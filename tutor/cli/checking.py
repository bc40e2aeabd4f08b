"""What `check`, `watch` and `verify` share: whose text, at which seed, and its verdict."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.cli.context import Desk
from tutor.course.dependencies import Source
from tutor.model import Lesson, Message, Outcome, Stage, Verdict
from tutor.session.context import Study
from tutor.storage.drafts import Draft
from tutor.storage.records import Bookmark
from tutor.storage.workspace import refuse_to_run

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor

SEEDS = 1_000_000  # short enough to be typed again


@dataclass(frozen=True, slots=True)
class Answer:
    """A text to check. `mine`: what the lesson's uses come from; None for model answers."""

    lesson: Lesson
    text: str
    file: str
    mine: Sequence[Source] | None


def own_answer(desk: Desk, lesson: Lesson) -> Answer:
    """The learner's own file, made from the stub if there is none; the lesson is where one left off from now on."""
    study = desk.study
    opened = study.open_lesson(lesson.id)
    for notice in opened.notices:
        desk.warn(notice)
    warn_of_draft(desk, lesson, opened.draft)
    go_to(study, lesson)
    return Answer(lesson, opened.text, study.file_name(lesson.id), study.mine(lesson, opened.text))


def warn_of_draft(desk: Desk, lesson: Lesson, draft: Draft | None) -> None:
    """Say that the learner has typed more than the file holds."""
    if draft is not None:
        facts = {"place": str(desk.study.path_of(lesson.id)), "at": draft.when, "lesson": lesson.id}
        desk.warn(Message("workspace.draft", facts))


def go_to(study: Study, lesson: Lesson) -> None:
    """The lesson counts as opened, and is where one left off."""
    key = study.key(lesson.id)
    study.store.open_lesson(key)
    study.store.set_bookmark(study.store.bookmark(key) or Bookmark(key))


async def checked(assessor: Assessor, answer: Answer, seed: int | None = None) -> Verdict:
    """The verdict on an answer; without a seed one is drawn. Raises BrokenLesson, WorkerFailed."""
    lesson, chosen = answer.lesson, random.randrange(SEEDS) if seed is None else seed
    refusal = refuse_to_run(answer.text)
    if refusal:
        return Verdict(lesson.id, Outcome.CRASHED, Stage.PARSE, refusal, chosen)
    mine = assessor.model_sources(lesson, answer.text) if answer.mine is None else answer.mine
    return await assessor.check(lesson, answer.text, file=answer.file, seed=chosen, mine=mine)
