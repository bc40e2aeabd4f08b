"""Milestones: which lessons they are, their words, and what a learner's record says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutor.course.catalog import BadLesson, Catalog, course_folder
from tutor.model import Message, Outcome, Verdict
from tutor.session.context import LearnerContext, open_learner
from tutor.session.milestones import SECTIONS, Milestone, feat, milestone_of, milestones, sections

LESSON = "nand-computer"


@pytest.fixture
def learner(tmp_path: Path) -> LearnerContext:
    return open_learner(workspace=str(tmp_path / "work"), environ={"HOME": str(tmp_path)})


def verdict(lesson: str, outcome: Outcome = Outcome.PASSED) -> Verdict:
    return Verdict(lesson, outcome, None, Message("passed"), 0)


def check(learner: LearnerContext, lesson: str, text: str, outcome: Outcome = Outcome.PASSED) -> None:
    learner.store.open_lesson(learner.key(lesson))
    learner.remember(learner.lesson(lesson), text, verdict(lesson, outcome))


WITHOUT = ("arrays",)


def test_nearly_each_part_has_a_milestone_of_its_own() -> None:
    parts = {part.id: part.lessons for part in Catalog().course.parts}
    found = milestones(course_folder())
    assert list(dict.fromkeys(one.part for one in found)) == [part for part in parts if part not in WITHOUT]
    assert all(one.lesson in parts[one.part] for one in found)


@pytest.mark.parametrize("written", ['{ lesson = "one" }', '[{ lesson = "one" }, { lesson = "two", measured = ["won"] }]'])
def test_a_part_has_one_milestone_or_a_list_of_them(tmp_path: Path, written: str) -> None:
    (tmp_path / "course.toml").write_text(f'[[parts]]\nid = "plain"\n[[parts]]\nid = "rich"\nmilestone = {written}\n')
    both = (Milestone("one", "rich", ()), Milestone("two", "rich", ("won",)))
    assert milestones(tmp_path) == both[: written.count("lesson")]
    assert milestone_of(tmp_path, "two") == (both[1] if "two" in written else None)


def test_a_milestone_that_is_no_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text('[[parts]]\nid = "rich"\nmilestone = ["one"]\n')
    with pytest.raises(BadLesson, match=r"parts\.milestone is no table"):
        milestones(tmp_path)


@pytest.mark.parametrize("milestone", milestones(course_folder()), ids=lambda one: one.lesson)
def test_a_milestone_tells_what_was_done_what_was_hard_and_what_is_next(milestone: Milestone) -> None:
    prose = Catalog().prose(milestone.lesson, "en")
    found = sections(prose)
    assert tuple(found) == SECTIONS
    assert all(title and body for title, body in found.values())
    assert any(character.isdigit() for character in found["hard"][0]), "no year"
    assert set(milestone.measured) <= set(prose.labels)


def test_a_lesson_that_ends_no_part_is_none() -> None:
    assert milestone_of(course_folder(), "and-gate") is None


def test_before_it_is_passed_nothing_is_claimed(learner: LearnerContext) -> None:
    check(learner, LESSON, "half = 1", Outcome.WRONG)
    assert feat(learner, milestones(course_folder())[0]) is None


def test_lines_and_checks_are_counted_since_the_first_lesson(learner: LearnerContext) -> None:
    check(learner, "and-gate", learner.catalog.text("and-gate", "stub.py"), Outcome.WRONG)
    check(learner, "and-gate", learner.catalog.text("and-gate", "stub.py") + "\nb = -0.7\n")
    check(learner, LESSON, "def half_adder(a, b):\n    # two bits\n    n = NAND(a, b)\n\n    return n\n")
    done = feat(learner, milestones(course_folder())[0])
    assert done
    assert (done.lines, done.lines_so_far, done.checks) == (2, 3, 3)


def test_what_was_checked_after_the_pass_is_no_longer_counted(learner: LearnerContext) -> None:
    check(learner, LESSON, "half = 1")
    check(learner, LESSON, "half = 2")
    done = feat(learner, milestones(course_folder())[0])
    assert done
    assert done.checks == 1


def test_what_the_lab_counted_on_the_learners_own_code_is_told_in_the_lessons_words(learner: LearnerContext) -> None:
    milestone = milestones(course_folder())[0]
    run(learner, {"all.right": 7, "all.tried": 8})  # on the model answer, as nothing has passed
    check(learner, LESSON, "half = 1")
    done = feat(learner, milestone)
    assert done
    assert done.measured == ()
    run(learner, {"all.right": 4096, "all.tried": 4096, "done.x": 1})
    run(learner, {})  # one that was left before it counted anything
    done = feat(learner, milestone)
    assert done
    assert done.measured == ("4,096 of 4,096 sums are right so far, of 65,536 that there are.",)


def run(learner: LearnerContext, facts: dict[str, int]) -> None:
    number = learner.store.start_lab(learner.key(LESSON), {})
    learner.store.note_frame(number, facts)


def test_what_a_milestone_tells_of_an_experiment_speaks_of_no_picture_beside_it() -> None:
    """It stands where nothing is drawn."""
    pointing = re.compile(r"\b(above|below|shown|left|right hand)\b|[上下左]の", re.IGNORECASE)
    said = [
        catalog.prose(stone.lesson, language).labels[label]
        for catalog in [Catalog()]
        for stone in milestones(course_folder())
        for label in stone.measured
        for language in ("en", "ja")
    ]
    assert len(said) >= 20
    assert not [sentence for sentence in said if pointing.search(sentence)]
