"""A learner's desk: which file is theirs, what has passed, what `mine` gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.model import Message, Outcome, Verdict
from tutor.session.context import Study, language, open_study
from tutor.storage.settings import Settings


@pytest.fixture
def study(tmp_path: Path) -> Study:
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path)}
    return open_study(workspace=str(tmp_path / "work"), environ=environ)


def passed(lesson: str) -> Verdict:
    return Verdict(lesson, Outcome.PASSED, None, Message("passed"), 0)


def test_opening_a_lesson_makes_its_file_from_the_stub(study):
    file = study.open_lesson("affine-layer")
    assert file.text == study.catalog.text("affine-layer", "stub.py")
    assert study.path_of("affine-layer").read_text("utf-8") == file.text
    assert study.file_name("affine-layer").endswith("affine_layer.py")


def test_a_newcomer_begins_with_the_lesson_at_which_the_course_opens(study):
    assert study.progress() == {}
    assert study.next_lesson() == study.catalog.course.opens == "and-gate"


def test_a_lesson_of_questions_passes_when_all_are_answered_rightly(study):
    questions = study.open_questions("why-loss")
    assert len(questions) > 1
    assert not study.answer("why-loss", questions[0], "no idea", False)
    ended = [study.answer("why-loss", quiz, "the right one", True) for quiz in questions]
    assert ended == [False] * (len(questions) - 1) + [True]
    assert study.progress()["why-loss"].passed


def test_a_passed_lesson_is_progress_and_is_not_offered_again(study):
    first, second = study.catalog.course.way[:2]
    study.open_lesson(first)
    study.remember(study.lesson(first), "text", passed(first))
    assert study.progress()[first].passed
    assert study.next_lesson() == second


def test_mine_is_the_model_answer_until_the_learner_has_passed(study):
    lesson = next(lesson for lesson in study.catalog.course.lessons.values() if "Affine" in lesson.uses)
    assert study.owners(lesson)["Affine"] == "model"
    study.open_lesson("affine-layer")
    study.remember(study.lesson("affine-layer"), "class Affine: pass", passed("affine-layer"))
    assert study.owners(lesson)["Affine"] == "learner"
    source = next(source for source in study.mine(lesson) if "Affine" in source.names)
    assert (source.text, source.lesson) == ("class Affine: pass", "affine-layer")


def test_a_name_that_no_lesson_defines_is_the_engines(study):
    lesson = study.lesson("two-layer-net")
    owners = study.owners(lesson)
    assert {name for name, owner in owners.items() if owner == "engine"} == set(lesson.uses) - set(study.catalog.defining)


def test_a_lesson_that_the_course_does_not_have_is_a_key_error(study):
    with pytest.raises(KeyError):
        study.lesson("no-such-lesson")


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
def test_the_environment_chooses_the_language_where_the_settings_do_not(environ, spoken):
    assert language(Settings(), environ) == spoken


def test_mine_gives_what_was_passed_last_before_the_lesson_whatever_the_lesson_says_that_it_uses(study):
    for lesson in ("matmul-layer", "softmax", "softmax-batch"):
        study.open_lesson(lesson)
        study.remember(study.lesson(lesson), f"# {lesson}", passed(lesson))
    affine = study.lesson("affine-layer")
    assert affine.uses == ()
    found = study.mine(affine, "from mine import MatMul, softmax")
    assert [(one.lesson, one.names, one.text, one.owner) for one in found] == [
        ("softmax-batch", ("softmax",), "# softmax-batch", "learner"),
        ("matmul-layer", ("MatMul",), "# matmul-layer", "learner"),
    ]
    assert study.mine(affine, "import numpy as np") == []
