"""`gradlings lint`: is a course, or are some lessons of it, fit for learners?"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.codes import passing
from tutor.cli.context import CommandContext
from tutor.cli.names import lesson_named
from tutor.text.messages import Words
from tutor.text.verdicts import BAD, GOOD

if TYPE_CHECKING:
    from tutor.linting import Flaw, LessonDraft

MOST_WORKERS = 8


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help=words("cli.help.lint-lessons"))
    parser.add_argument("--thorough", action="store_true", help=words("cli.help.thorough"))


def run(context: CommandContext, given: Namespace) -> int:
    from tutor.linting import NORMAL, THOROUGH
    from tutor.linting import lint as examine

    drafts = list(meant(given.lessons))  # a name that is wrong is told before anything runs
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    effort = THOROUGH if given.thorough else NORMAL
    found: list[Flaw] = []

    def tell(lesson: str, flaws: Sequence[Flaw]) -> None:
        found.extend(flaws)
        mark = (BAD if flaws else GOOD).on(context.terminal)
        context.print([f"{mark} {lesson or 'course.toml'}", *(f"    {flaw}" for flaw in flaws)])

    for draft in drafts:
        context.loop.run(draft.catalog, partial(examine, draft, effort=effort, workers=workers, on_lesson=tell))
    lessons = sum(len(draft.lessons) for draft in drafts)
    context.say("cli.lint.done", lessons=lessons, seeds=effort.seeds, flaws=len(found))
    return passing(not found)


def meant(names: Sequence[str]) -> Iterator[LessonDraft]:
    """Folders, each a draft; ids, together one draft of the course that is installed; without names, all of that course.

    Raises Unusable for an id that is none, BadLesson for a folder that is neither course nor lesson.
    """
    from tutor.course.catalog import course_folder
    from tutor.linting import open_draft

    folders = [name for name in names if _is_folder(name)]
    yield from (open_draft(Path(name)) for name in folders)
    ids = [name for name in names if name not in folders]
    if ids or not names:
        course = open_draft(course_folder())
        yield course.only(dict.fromkeys(lesson_named(name, course.lessons) for name in ids)) if ids else course


def _is_folder(name: str) -> bool:
    """A path is told from an id by its separator, or by what lies there."""
    place = Path(name)
    facts = (place / "lesson.toml", place / "course.toml")
    return len(place.parts) != 1 or place.is_file() or any(file.exists() for file in facts)
