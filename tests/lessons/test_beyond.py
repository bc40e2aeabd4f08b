"""What a check beyond the page tries, the lesson says in its own words: a note is numbers and those words, no guess."""

from __future__ import annotations

import pytest

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool

ANYWHERE = ("unchanged", "dout"), ("twice", "")  # what is seen, of which variable: the sentence for it serves every lesson


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("name", [lesson.id for lesson in Catalog().course.lessons.values() if lesson.kind != "quiz"])
async def test_every_case_that_is_beyond_the_page_throughout_is_told_of(pool: Pool, name: str) -> None:
    catalog = Catalog()
    assessor, lesson, prose = Assessor(catalog, pool), catalog.course.lessons[name], catalog.prose(name, "en")
    text = assessor.reference_texts(lesson)["solution"]
    run = (await assessor.record(lesson, {"solution": text}, 0))["solution"]
    silent = [
        record.name
        for record in run.records
        if record.beyond and record.rule != "shown"
        if not any(record.what == what and variable in ("", record.variable) for what, variable in ANYWHERE)
        if prose.beyond(record.variable, record.case) is None
    ]
    assert silent == []
