"""A learner's desk: which file is theirs, what has passed, what `mine` gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.model import Message, Outcome, Verdict
from tutor.session.context import LearnerContext, language, open_learner
from tutor.storage.settings import Settings


@pytest.fixture
def learner(tmp_path: Path) -> LearnerContext:
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path)}
    return open_learner(workspace=str(tmp_path / "work"), environ=environ)


def passed(lesson: str) -> Verdict:
    return Verdict(lesson, Outcome.PASSED, None, Message("passed"), 0)


def test_opening_a_lesson_makes_its_file_from_the_stub(learner: LearnerContext) -> None:
    file = learner.open_lesson("affine-layer")
    assert file.text == learner.catalog.text("affine-layer", "stub.py")
    assert learner.path_of("affine-layer").read_text("utf-8") == file.text
    assert learner.file_name("affine-layer").endswith("affine_layer.py")


def test_a_newcomer_begins_with_the_lesson_at_which_the_course_opens(learner: LearnerContext) -> None:
    assert learner.progress() == {}
    assert learner.next_lesson() == learner.catalog.course.opens == "and-gate"


def test_a_lesson_of_questions_passes_when_all_are_answered_rightly(learner: LearnerContext) -> None:
    questions = learner.open_questions("why-loss")
    assert len(questions) > 1
    assert not learner.answer("why-loss", questions[0], "no idea", False)
    ended = [learner.answer("why-loss", quiz, "the right one", True) for quiz in questions]
    assert ended == [False] * (len(questions) - 1) + [True]
    assert learner.progress()["why-loss"].passed


def test_a_passed_lesson_is_progress_and_is_not_offered_again(learner: LearnerContext) -> None:
    first, second = learner.catalog.course.way[:2]
    learner.open_lesson(first)
    learner.remember(learner.lesson(first), "text", passed(first))
    assert learner.progress()[first].passed
    assert learner.next_lesson() == second


def test_mine_is_the_model_answer_until_the_learner_has_passed(learner: LearnerContext) -> None:
    lesson = next(lesson for lesson in learner.catalog.course.lessons.values() if "Affine" in lesson.uses)
    assert learner.owners(lesson)["Affine"] == "model"
    learner.open_lesson("affine-layer")
    learner.remember(learner.lesson("affine-layer"), "class Affine: pass", passed("affine-layer"))
    assert learner.owners(lesson)["Affine"] == "learner"
    source = next(source for source in learner.mine(lesson) if "Affine" in source.names)
    assert (source.text, source.lesson) == ("class Affine: pass", "affine-layer")


def test_a_name_that_no_lesson_defines_is_the_engines(learner: LearnerContext) -> None:
    lesson = learner.lesson("two-layer-net")
    owners = learner.owners(lesson)
    assert {name for name, owner in owners.items() if owner == "engine"} == set(lesson.uses) - set(learner.catalog.defining)


def test_a_lesson_that_the_course_does_not_have_is_a_key_error(learner: LearnerContext) -> None:
    with pytest.raises(KeyError):
        learner.lesson("no-such-lesson")


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LC_ALL": "ja_JP.eucJP", "LANG": "en_US.UTF-8"}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_chooses_the_language_where_the_settings_do_not(environ: dict[str, str], spoken: str) -> None:
    assert language(Settings(), environ) == spoken


def test_mine_gives_what_was_passed_last_before_the_lesson_whatever_the_lesson_says_that_it_uses(
    learner: LearnerContext,
) -> None:
    for lesson in ("matmul-layer", "softmax", "softmax-batch"):
        learner.open_lesson(lesson)
        learner.remember(learner.lesson(lesson), f"# {lesson}", passed(lesson))
    affine = learner.lesson("affine-layer")
    assert affine.uses == ()
    found = learner.mine(affine, "from mine import MatMul, softmax")
    assert [(one.lesson, one.names, one.text, one.owner) for one in found] == [
        ("softmax-batch", ("softmax",), "# softmax-batch", "learner"),
        ("matmul-layer", ("MatMul",), "# matmul-layer", "learner"),
    ]
    assert learner.mine(affine, "import numpy as np") == []


def test_what_a_lab_runs_on_goes_by_the_name_of_the_learners_file_only_once_that_has_passed(learner: LearnerContext) -> None:
    learner.open_lesson("sigmoid")
    assert learner.lab_file("sigmoid") == "sigmoid/solution.py"
    learner.remember(learner.lesson("sigmoid"), "# sigmoid", passed("sigmoid"))
    assert learner.lab_file("sigmoid") == learner.file_name("sigmoid")
