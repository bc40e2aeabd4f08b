"""What is due for review today, by an injected clock, on a record as the store writes it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tutor.course.catalog import Catalog
from tutor.model import Message, Outcome, Verdict
from tutor.practice.review import MINUTES_A_DAY, Review, review
from tutor.session.context import LearnerContext
from tutor.storage.settings import Settings
from tutor.storage.store import open_in_memory
from tutor.storage.workspace import Workspace
from tutor.text.messages import Words

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CATALOG = Catalog()


class Life:
    """A learner with a clock of their own."""

    def __init__(self, folder: Path) -> None:
        self.now = START
        store = open_in_memory(now=lambda: self.now.timestamp())
        self.learner = LearnerContext(CATALOG, Workspace(folder), store, Settings(), folder / "settings.toml", Words("en"))

    def passes(self, *lessons: str) -> None:
        for lesson in lessons:
            verdict = Verdict(lesson, Outcome.PASSED, None, Message("passed"), seed=0)
            self.learner.store.record_verdict(self.learner.key(lesson), f"{lesson} passed", verdict, "hash")

    def errs(self, lesson: str, *mistakes: str) -> None:
        for mistake in mistakes:
            verdict = Verdict(lesson, Outcome.WRONG, None, Message("mistake"), seed=0, mistake=mistake)
            self.learner.store.record_verdict(self.learner.key(lesson), mistake, verdict, "hash")

    def answers(self, lesson: str, right: bool = True) -> None:
        for quiz in CATALOG.prose(lesson, "en").quizzes:
            self.learner.store.answer_quiz(self.learner.key(lesson), quiz.key, "", right)

    def drills(self, kind: str, right: int, wrong: int = 0) -> None:
        for number in range(right + wrong):
            self.learner.store.answer_drill(kind, "total", 1, "", number < right)

    def sleeps(self, days: float) -> None:
        self.now += timedelta(days=days)

    def due(self) -> Review:
        return review(self.learner, self.now)


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


def names(found: Review) -> list[str]:
    return [item.name for item in found.today]


def test_nothing_is_due_for_a_newcomer(life: Life) -> None:
    assert life.due() == Review()


def test_nothing_is_due_on_the_day_of_the_pass(life: Life) -> None:
    life.passes("relu-layer")
    assert names(life.due()) == []
    assert life.due().upcoming


def test_a_passed_lesson_is_due_after_some_days_and_not_before_its_time(life: Life) -> None:
    life.passes("relu-layer")
    due = life.due().upcoming
    assert due
    life.now = due - timedelta(minutes=1)
    assert names(life.due()) == []
    life.now = due
    assert names(life.due()) == ["relu-layer"]


def test_answering_its_questions_puts_it_off_for_longer(life: Life) -> None:
    life.passes("relu-layer")
    life.sleeps(10)
    assert names(life.due()) == ["relu-layer"]
    life.answers("relu-layer")
    assert names(life.due()) == []
    later = life.due().upcoming
    assert later
    assert later - life.now > timedelta(days=10)


def test_a_lesson_opened_but_not_passed_is_never_due(life: Life) -> None:
    life.errs("relu-layer", "no-mask")
    life.sleeps(100)
    assert life.due() == Review()


def test_what_was_hard_is_due_before_what_was_easy(life: Life) -> None:
    life.errs("relu-layer", "a", "b", "c")
    life.passes("relu-layer", "and-gate")
    life.sleeps(3)
    assert names(life.due()) == ["relu-layer"]
    life.sleeps(30)
    assert names(life.due()) == ["relu-layer", "and-gate"]


def test_drills_come_back_too_and_a_drill_never_tried_does_not(life: Life) -> None:
    life.drills("shapes", 2, 4)
    life.sleeps(2)
    found = life.due()
    assert [(item.name, item.is_drill) for item in found.today] == [("shapes", True)]


def test_a_day_asks_for_five_minutes_at_most_and_the_rest_waits(life: Life) -> None:
    life.passes(*CATALOG.course.order[:12])
    life.sleeps(40)
    found = life.due()
    assert 0 < sum(item.minutes for item in found.today) <= MINUTES_A_DAY
    assert found.minutes <= MINUTES_A_DAY
    assert len(found.today) + len(found.later) == 12


def test_what_was_reviewed_today_counts_towards_the_five_minutes(life: Life) -> None:
    life.passes(*CATALOG.course.order[:12])
    life.sleeps(40)
    for name in names(life.due()):
        life.answers(name)
        life.now += timedelta(minutes=1)
    left = life.due()
    assert left.today == ()
    assert left.later
    life.sleeps(1)
    assert life.due().today


def test_a_lesson_that_the_course_no_longer_has_is_not_due(life: Life) -> None:
    life.passes("relu-layer")
    life.learner.store.record_verdict(
        life.learner.key("gone"), "text", Verdict("gone", Outcome.PASSED, None, Message("passed"), seed=0), "hash"
    )
    life.sleeps(40)
    assert names(life.due()) == ["relu-layer"]


def test_a_clock_that_was_set_back_does_no_harm(life: Life) -> None:
    life.passes("relu-layer")
    life.sleeps(-50)
    assert life.due() == Review()


def test_fsrs_is_loaded_with_the_first_thing_to_remember_and_never_at_the_start() -> None:
    program = "import sys, tutor.practice.review, tutor.ui.app; print([n for n in ('fsrs', 'numpy') if n in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_what_is_due_is_the_same_each_time_it_is_asked(life: Life) -> None:
    life.passes(*CATALOG.course.order[:8])
    life.sleeps(20)
    assert life.due() == life.due()
