"""The search for a change that makes a text right goes on beside whoever types."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.mending.search import Search
from tutor.judge.pool import Pool

LESSON = "graph-nodes"
TWO_SLIPS = '''
import numpy as np


class Repeat:
    """y = n copies of one row"""

    def __init__(self, n):
        self.n = n

    def forward(self, x):
        """x: (1, D)  ->  y: (N, D), with N = n"""
        D = x.shape[1]
        many = np.repeat(x, self.n, axis=1)  # (1, n*D)
        return many.reshape(self.n, D)

    def backward(self, dout):
        """dout: (N, D)  ->  dx: (1, D)"""
        return np.sum(dout, axis=0).reshape(1, -1)


class Sum:
    """y = the sum of all rows"""

    def __init__(self):
        self.n = None  # for what backward has to remember

    def forward(self, x):
        """x: (N, D)  ->  y: (1, D)"""
        self.n, _ = x.shape
        total = np.zeros(x.shape[1])
        for row in x:
            total += row
        return total

    def backward(self, dout):
        """dout: (1, D)  ->  dx: (N, D)"""
        return np.tile(dout, (self.n, 1))
'''


@pytest.mark.asyncio(loop_scope="session")
async def test_changes_are_made_up_outside_of_the_event_loop_the_second_one_too(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    make_up = Search._all  # noqa: SLF001 - this is where the seconds go

    def noted(search: Search, *given: Any) -> Iterator[Any]:
        threads.append(threading.current_thread())
        return iter(make_up(search, *given))

    monkeypatch.setattr(Search, "_all", noted)
    catalog = Catalog()
    lesson, assessor = catalog.course.lessons[LESSON], Assessor(catalog, pool)
    mine = assessor.model_sources(lesson, TWO_SLIPS)
    found = await assessor.check(lesson, TWO_SLIPS, file="answer.py", seed=0, mine=mine)
    await assessor.explain(lesson, TWO_SLIPS, found, mine)
    assert len(threads) > 1
    assert threading.main_thread() not in threads
