"""`gradlings lint`: is a course, or one lesson of it, fit for learners?"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.codes import passing
from tutor.cli.desk import Desk
from tutor.plain import BAD, GOOD
from tutor.words import Words

if TYPE_CHECKING:
    from tutor.linting import Flaw

MOST_WORKERS = 8


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("path", type=Path, nargs="?", metavar="PATH", help=words("cli.help.path"))
    parser.add_argument("--thorough", action="store_true", help=words("cli.help.thorough"))


def run(desk: Desk, given: Namespace) -> int:
    from tutor.catalog import course_folder
    from tutor.linting import NORMAL, THOROUGH, open_draft
    from tutor.linting import lint as examine

    draft = open_draft(given.path or course_folder())
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    effort = THOROUGH if given.thorough else NORMAL
    found: list[Flaw] = []

    def tell(lesson: str, flaws: Sequence[Flaw]) -> None:
        found.extend(flaws)
        mark = (BAD if flaws else GOOD).on(desk.terminal)
        desk.print([f"{mark} {lesson or 'course.toml'}", *(f"    {flaw}" for flaw in flaws)])

    desk.bench.run(draft.catalog, lambda assessor: examine(draft, assessor, effort, workers, tell))
    desk.say("cli.lint.done", lessons=len(draft.lessons), seeds=effort.seeds, flaws=len(found))
    return passing(not found)
