"""Never wrong: whoever solves a lesson in another way passes it. More seeds: `tests/bench/trust.py --alternatives`."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.model import Message, Outcome

from .answers import KINDS, answers, judged

SEEDS = (58,)
ENOUGH = 20


def test_there_are_enough_ways_for_each_kind_of_lesson() -> None:
    assert all(len(answers(kind)) >= ENOUGH for kind in KINDS)
    ways = Counter((one.lesson, one.way) for kind in KINDS for one in answers(kind))
    assert [way for way, count in ways.items() if count > 1] == []


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("kind", KINDS)
async def test_right_answers_written_in_other_ways_pass(pool: Pool, kind: str) -> None:
    catalog = Catalog()
    wrong: dict[tuple[object, ...], Message] = {}
    for name, given in groupby(sorted(answers(kind), key=lambda one: one.lesson), key=lambda one: one.lesson):
        lesson = catalog.course.lessons[name]
        found = await judged(Assessor(catalog, pool), lesson, list(given), SEEDS)
        wrong |= {(name, *key): one.message for key, one in found.items() if one.outcome is not Outcome.PASSED}
    assert wrong == {}


@pytest.mark.asyncio(loop_scope="session")
async def test_float32_passes_with_numbers_whose_single_sum_could_nearly_cancel(pool: Pool) -> None:
    """Where one sum is all that comes out, float32's digits are those of its terms: 3 of 200 draws had lost too many."""
    catalog = Catalog()
    given = [one for one in answers("function") if one.lesson == "matrix-product"]
    found = await judged(Assessor(catalog, pool), catalog.course.lessons["matrix-product"], given, (48, 115, 131))
    assert {key: one.message for key, one in found.items() if one.outcome is not Outcome.PASSED} == {}
