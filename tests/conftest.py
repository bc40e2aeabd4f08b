"""What all tests may share: a pool of workers. And how long each file of tests took is kept, for `tests/changed.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from hypothesis import settings

if TYPE_CHECKING:
    from tutor.judge.pool import Pool

# Nothing is timed in a test: a machine that has other work is no fault of the code. And a tree has one verdict: properties
# are tried on the same examples each time. `make quick` looks for new ones; what it finds is kept as an @example.
settings.register_profile("same", deadline=None, max_examples=60, derandomize=True)
settings.register_profile("new", deadline=None, max_examples=100)
settings.load_profile("same")

SECONDS: defaultdict[str, float] = defaultdict(float)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pool() -> AsyncIterator[Pool]:
    """For tests that run on the session's event loop. A worker is used once, so they meet nothing of each other."""
    from tutor.judge.pool import Pool  # the engine's tests do without

    async with Pool(spares=0) as one:
        yield one


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    SECONDS[report.nodeid.partition("::")[0]] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Runs of a few tests of a file would make it look fast: only those of all tests count."""
    cache = getattr(session.config, "cache", None)  # there is none where its plugin is turned off
    if cache and not hasattr(session.config, "workerinput") and session.config.args == ["tests"]:
        cache.set("gradlings/seconds", {file: round(taken, 2) for file, taken in SECONDS.items()})
