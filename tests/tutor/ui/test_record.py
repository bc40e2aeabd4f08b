"""What a screen adds to the learner's memory of a lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.tutor.ui.stands import LESSON, Host
from tutor.errors import StoreError
from tutor.model import Message
from tutor.session.context import open_learner
from tutor.ui.record import LessonRecord


@pytest.fixture
def host(home: Path) -> Host:
    return Host(open_learner())


def test_a_place_that_is_kept_is_found_by_the_next_visit(host: Host) -> None:
    LessonRecord(host.learner, LESSON, host.tell).keep_place("code", 12, 4)
    bookmark = LessonRecord(host.learner, LESSON, host.tell).bookmark
    assert bookmark is not None
    assert (bookmark.step, bookmark.line, bookmark.column) == ("code", 12, 4)


def test_nothing_is_added_while_another_tutor_has_the_workspace(host: Host) -> None:
    record = LessonRecord(replace(host.learner, writable=False), LESSON, host.tell)
    record.keep_place("code")
    assert not record.answer("shape-of-db", "(10,)", True)
    assert LessonRecord(host.learner, LESSON, host.tell).bookmark is None
    assert host.learner.store.quiz_answers(record.key) == ()


def test_a_memory_that_takes_nothing_is_told_and_does_no_harm(host: Host) -> None:
    def fail() -> None:
        raise StoreError(Message("store.full"))

    assert not LessonRecord(host.learner, LESSON, host.tell).write(fail)
    assert host.told == ["store.full"]
