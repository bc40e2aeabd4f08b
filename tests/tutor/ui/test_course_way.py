"""From one stop of the course to the next, without a screen."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.tutor.ui.stands import LESSON, Host
from tests.waiting import until
from tutor.session.context import open_learner
from tutor.ui.record import LessonRecord
from tutor.ui.screens.course_screen import CourseWay


class Stop:
    """A stop that is left at once."""

    def __init__(self, host: Host, lesson: str = LESSON) -> None:
        self.tutor, self.record = host, LessonRecord(host.learner, lesson, host.tell)
        self.facts = self.record.facts
        self.is_active, self.left = True, 0
        self.tasks: list[asyncio.Task[None]] = []
        host.typed = SimpleNamespace(hold=nullcontext)

    async def leave(self) -> None:
        self.left += 1
        await asyncio.sleep(0)

    def run_worker(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.ensure_future(work))


@pytest.fixture
def host(home: Path) -> Host:
    return Host(open_learner())


async def test_a_stop_is_left_once_however_quickly_the_keys_come(host: Host) -> None:
    stop, order = Stop(host), host.learner.catalog.course.order
    way = CourseWay(stop)
    way.go_on(1)
    way.go_on(1)
    await asyncio.gather(*stop.tasks)
    assert (stop.left, host.opened) == (1, [order[order.index(LESSON) + 1]])


async def test_at_both_ends_of_the_course_there_is_a_word_and_nothing_is_left(host: Host) -> None:
    order = host.learner.catalog.course.order
    for lesson, by, said in ((order[0], -1, "course.start"), (order[-1], 1, "course.end")):
        stop = Stop(host, lesson)
        CourseWay(stop).go_on(by)
        assert (stop.tasks, host.told[-1]) == ([], said)


async def test_one_who_has_gone_elsewhere_meanwhile_is_led_nowhere(host: Host) -> None:
    stop = Stop(host)
    CourseWay(stop).go_on(1)
    await until(lambda: stop.left, "stop.left", every=0)
    stop.is_active = False
    await asyncio.gather(*stop.tasks)
    assert host.opened == []
