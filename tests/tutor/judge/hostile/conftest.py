"""The lesson that hostile code pretends to answer, with its references computed once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tutor.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.judge.verdicts import verdict
from tutor.model import Lesson, References, Verdict
from tutor.words import Words

LESSON = "affine-layer"
FILE = "answer.py"
SEED = 5
LIMIT = 1.0

Judge = Callable[[str], Awaitable[Verdict]]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog()


@pytest.fixture(scope="session")
def lesson(catalog: Catalog) -> Lesson:
    return catalog.course.lessons[LESSON]


@pytest.fixture(scope="session")
def references(catalog: Catalog, lesson: Lesson) -> References:
    async def computed() -> References:
        async with Pool(spares=0) as pool:
            return await Assessor(catalog, pool).references(lesson, SEED)

    return asyncio.run(computed())


@pytest.fixture
def words(catalog: Catalog) -> Words:
    return Words("en", catalog.prose(LESSON, "en"))


@pytest.fixture
def judge(catalog: Catalog, lesson: Lesson, references: References) -> Judge:
    """The verdict on a text within a small limit, from a real worker."""

    async def judged(text: str) -> Verdict:
        job = {
            "kind": "check",
            "runs": [{"name": "answer", "file": FILE, "text": text}],
            "checks": catalog.text(LESSON, "checks.py"),
            "mine": [],
            "defines": list(lesson.defines),
            "seed": SEED,
        }
        async with Pool(spares=0) as pool:
            runs = await pool.check(job, LIMIT)
        return verdict(lesson, SEED, runs["answer"], references)

    return judged
