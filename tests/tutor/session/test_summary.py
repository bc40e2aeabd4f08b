"""The end of the course: when it is reached, and what the record says then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tutor.course.catalog import Catalog, course_folder, words_beside
from tutor.model import Message, Outcome, Stage, Verdict
from tutor.session.context import LearnerContext, open_learner
from tutor.session.summary import END, markdown, numbers, summary, the_end, words_of
from tutor.text.messages import Words

ORDER = Catalog().course.order
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp()


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[LearnerContext]:
    opened = open_learner(workspace=str(tmp_path / "work"), environ={"HOME": str(tmp_path)})
    yield opened
    opened.store.close()


def at(learner: LearnerContext, day: int) -> None:
    """From now on it is that day of 2026, at noon."""
    ticks = count(NOON + timedelta(days=day - 1).total_seconds())
    learner.store._now = lambda: float(next(ticks))  # noqa: SLF001 - the record's clock


def judge(learner: LearnerContext, lesson: str, text: str = "", mistake: str | None = None) -> None:
    outcome, stage = (Outcome.WRONG, Stage.FORWARD) if mistake else (Outcome.PASSED, None)
    verdict = Verdict(lesson, outcome, stage, Message("passed"), 0, mistake=mistake)
    learner.remember(learner.lesson(lesson), text, verdict)


def pass_all(learner: LearnerContext, *but: str) -> None:
    for lesson in ORDER:
        if lesson not in but:
            learner.store.open_lesson(learner.key(lesson))
            judge(learner, lesson)


def run(learner: LearnerContext, lesson: str, facts: dict[str, Any]) -> None:
    learner.store.note_frame(learner.store.start_lab(learner.key(lesson), {}), facts)


def test_it_is_reached_with_the_last_lesson_whichever_that_is(learner: LearnerContext) -> None:
    pass_all(learner, "broadcasting")
    assert not learner.finished()
    assert summary(learner) is None
    assert the_end(learner, learner.words) == ()
    judge(learner, "broadcasting")
    assert learner.finished()
    assert summary(learner)


def test_days_count_from_the_first_to_the_pass_of_the_last_lesson(learner: LearnerContext) -> None:
    at(learner, 3)
    judge(learner, "and-gate", "b = 1", "one")
    at(learner, 5)
    pass_all(learner)
    at(learner, 9)
    judge(learner, "and-gate", "b = 2")
    done = summary(learner)
    assert done
    assert (done.first.isoformat(), done.last.isoformat(), done.days) == ("2026-01-03", "2026-01-05", 2)


def test_a_mistake_counts_once_and_is_overcome_by_a_pass_of_its_lesson_after_it(learner: LearnerContext) -> None:
    for lesson, mistake in (("relu", "one"), ("relu", "one"), ("relu", "two"), ("sigmoid", "one")):
        judge(learner, lesson, "x", mistake)
    pass_all(learner)
    judge(learner, "sigmoid", "x", "one")
    done = summary(learner)
    assert done
    assert (done.named, done.overcome) == (3, 2)


def test_lines_are_those_beyond_the_stubs(learner: LearnerContext) -> None:
    pass_all(learner)
    judge(learner, "relu", learner.catalog.text("relu", "stub.py") + "\na = 1\nb = 2\n")
    done = summary(learner)
    assert done
    assert done.lines == 2


def test_trainings_milestones_and_the_best_run_are_of_the_learners_own_code(learner: LearnerContext) -> None:
    everywhere: dict[str, dict[str, Any]] = {"awesome-net": {"result.accuracy": 0.97}, "and-gate": {"b.b": 1}, "trainer": {}}
    for lesson, facts in everywhere.items():
        run(learner, lesson, facts)  # on model answers, as nothing has passed
    pass_all(learner)
    before = summary(learner)
    assert before
    assert (before.trained, before.best) == (0, None)
    for lesson, facts in everywhere.items():
        run(learner, lesson, facts)
    run(learner, "awesome-net", {"result.accuracy": 0.98})
    run(learner, "nand-computer", {"all.right": 4096, "all.tried": 4096})
    done = summary(learner)
    assert done
    assert done.best
    assert (done.trained, done.best.accuracy) == (2, 0.98)
    told = {one.title: one.measured for one in done.milestones}
    assert told["Your gates add 8-bit numbers"] == ("4,096 of 4,096 sums are right so far, of 65,536 that there are.",)
    assert told["Your trainer solves the spiral"] == ()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_tells_the_numbers_how_to_take_the_code_along_and_where_to_go(learner: LearnerContext, language: str) -> None:
    pass_all(learner)
    done, words = summary(learner), Words(language)
    assert done
    told = "\n".join(markdown(done, words_beside(course_folder(), END, language), words))
    for number, says in numbers(done, words):
        assert f"- {says}: {number}" in told
    for said in ("gradlings export my_networks", "--books", "common/layers.py", "Goodfellow", "CS231n", "nn.Linear"):
        assert said in told
    assert "end." not in told.replace("end.md", "")


def test_both_languages_have_the_same_steps() -> None:
    both = [words_beside(course_folder(), END, language) for language in ("en", "ja")]
    english, japanese = ([step.key for step in one.of("Step")] for one in both if one)
    assert english == japanese != []


def test_a_course_without_such_words_still_tells_its_numbers(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text('[[parts]]\nid = "one"\nlessons = ["and-gate"]\n')
    (tmp_path / "and-gate").symlink_to(course_folder() / "and-gate")
    learner = open_learner(workspace=str(tmp_path / "work"), environ={"HOME": str(tmp_path)}, catalog=Catalog(tmp_path))
    judge(learner, "and-gate", "b = 1\n")
    assert words_of(learner) is None
    told = the_end(learner, learner.words)
    assert told[0] == "## The course is done"
    assert "- lessons passed: 1" in told


def test_labs_that_train_are_lessons_of_the_course_with_a_lab() -> None:
    catalog = Catalog()
    listed = catalog.trains
    assert listed
    assert all(catalog.course.lessons[lesson].lab for lesson in listed)
