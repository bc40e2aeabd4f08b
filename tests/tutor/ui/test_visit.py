"""The judge of a full-screen tutor: shared by everybody, ended by nobody but the tutor."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.ui.visit import Judge

CATALOG = Catalog()


@pytest.fixture
async def judge() -> AsyncIterator[Judge]:
    made = Judge(lambda: CATALOG)
    yield made
    await made.close()


async def test_one_who_no_longer_waits_leaves_it_to_the_others(judge: Judge) -> None:
    impatient, patient = asyncio.ensure_future(_awaited(judge)), asyncio.ensure_future(_awaited(judge))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient is judge.assessor
    assert impatient.cancelled()


async def test_one_that_is_closed_while_its_workers_come_up_leaves_none(judge: Judge) -> None:
    judge.start()
    await asyncio.sleep(0)
    await judge.close()
    assert judge.assessor is not None
    assert not judge.assessor.pool.living


async def test_what_failed_to_start_is_tried_again(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Judge, "_start", _failing)
        with pytest.raises(RuntimeError, match="no process"):
            await judge()
    assert judge.assessor is None
    assert await judge() is judge.assessor


async def test_references_of_a_lesson_that_is_being_opened_are_begun_early(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, int]] = []
    monkeypatch.setattr(Assessor, "references", lambda _, lesson, seed: begun.append((lesson.id, seed)))
    judge.expect(CATALOG.course.lessons["relu"], 7)
    await judge()
    await asyncio.sleep(0)
    assert begun == [("relu", 7)]


async def _awaited(judge: Judge) -> Assessor:
    return await judge()


async def _failing(_: Judge) -> Assessor:
    raise RuntimeError("no process")
