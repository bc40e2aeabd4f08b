"""`gradlings lint`: is a course, or one lesson of it, fit for learners?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.codes import passing
from tutor.cli.desk import Desk
from tutor.plain import BAD, GOOD

if TYPE_CHECKING:
    from tutor.linting import Flaw

CoursePath = Annotated[Path | None, typer.Argument(metavar="[PATH]", help="A course or lesson folder.")]
Thorough = Annotated[bool, typer.Option("--thorough", help="200 seeds for model answers, 50 for mistakes.")]
MOST_WORKERS = 8


def lint(context: typer.Context, path: CoursePath = None, thorough: Thorough = False) -> None:
    """Check lessons themselves, for their authors. Exit code 0: no flaw, 1: flaws."""
    from tutor.catalog import course_folder
    from tutor.linting import NORMAL, THOROUGH, open_draft
    from tutor.linting import lint as examine

    desk: Desk = context.obj
    draft = open_draft(path or course_folder())
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    effort = THOROUGH if thorough else NORMAL
    found: list[Flaw] = []

    def tell(lesson: str, flaws: Sequence[Flaw]) -> None:
        found.extend(flaws)
        mark = (BAD if flaws else GOOD).on(desk.terminal)
        desk.print([f"{mark} {lesson or 'course.toml'}", *(f"    {flaw}" for flaw in flaws)])

    desk.bench.run(draft.catalog, lambda assessor: examine(draft, assessor, effort, workers, tell), spares=workers)
    desk.say("cli.lint.done", lessons=len(draft.lessons), seeds=effort.seeds, flaws=len(found))
    raise typer.Exit(passing(not found))
