"""The judge of a full-screen tutor: shared by everybody, ended by nobody but the tutor."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.ui.judging import Bench

CATALOG = Catalog()


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench(lambda: CATALOG)
    yield made
    await made.close()


async def test_one_who_no_longer_waits_leaves_it_to_the_others(bench: Bench) -> None:
    impatient, patient = asyncio.ensure_future(_awaited(bench)), asyncio.ensure_future(_awaited(bench))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient is bench.assessor
    assert impatient.cancelled()


async def test_one_that_is_closed_while_its_workers_come_up_leaves_none(bench: Bench) -> None:
    bench.start()
    await asyncio.sleep(0)
    await bench.close()
    assert bench.assessor is not None
    assert not bench.assessor.pool._live


async def test_what_failed_to_start_is_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Bench, "_start", _failing)
        with pytest.raises(RuntimeError, match="no process"):
            await bench()
    assert bench.assessor is None
    assert await bench() is bench.assessor


async def test_references_of_a_lesson_that_is_being_opened_are_begun_early(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, int]] = []
    monkeypatch.setattr(Assessor, "references", lambda _, lesson, seed: begun.append((lesson.id, seed)))
    bench.expect(CATALOG.course.lessons["relu"], 7)
    await bench()
    await asyncio.sleep(0)
    assert begun == [("relu", 7)]


async def _awaited(bench: Bench) -> Assessor:
    return await bench()


async def _failing(_: Bench) -> Assessor:
    raise RuntimeError("no process")
