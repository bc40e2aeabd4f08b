"""Every lesson of the course, held to what learners need of it: 20 seeds, 5 for the mistakes."""

from __future__ import annotations

import pytest

from tutor.course.catalog import Catalog, course_folder
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.linting import NORMAL, lint, open_draft

WORKERS = 2


def test_course_toml_lists_exactly_the_folders() -> None:
    assert open_draft(course_folder()).course_flaws == ()


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("lesson", Catalog().course.order)
async def test_the_lesson_has_no_flaw(pool: Pool, lesson: str) -> None:
    found: list[str] = []
    draft = open_draft(course_folder() / lesson)
    await lint(draft, Assessor(draft.catalog, pool), NORMAL, WORKERS, lambda _, flaws: found.extend(map(str, flaws)))
    assert found == []
