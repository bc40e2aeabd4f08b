"""The placement: six questions that say which lessons of part 0 are worth doing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.catalog import LANGUAGES, BadLesson, Catalog, course_folder
from tutor.course.placement import PLACEMENT, advice, lesson_of, load
from tutor.course.prose import Prose
from tutor.session.context import LearnerContext, open_learner

PART = ("array-shapes", "broadcasting", "matrix-product")


@pytest.fixture
def learner(tmp_path: Path) -> LearnerContext:
    return open_learner(workspace=str(tmp_path / "work"), environ={"HOME": str(tmp_path)})


@pytest.fixture
def questions() -> Prose:
    found = load(course_folder(), "en")
    assert found
    return found


def answered(learner: LearnerContext, *missed: str) -> None:
    """Give every answer, those to some questions wrongly."""
    for quiz in (load(learner.catalog.folder, "en") or Prose("", "")).quizzes:
        learner.answer_placement(quiz.key, "whatever", quiz.key not in missed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_asks_twice_about_each_lesson_of_part_0_and_says_what_that_is_good_for(language: str) -> None:
    found = load(course_folder(), language)
    assert found
    assert [lesson_of(quiz) for quiz in found.quizzes] == [lesson for lesson in PART for _ in range(2)]
    assert {section.key for section in found.of("Why") if section.title} == set(PART)


def test_both_languages_ask_the_same() -> None:
    english, japanese = (load(course_folder(), language) for language in LANGUAGES)
    assert english
    assert japanese
    assert [(quiz.key, quiz.answer) for quiz in english.quizzes] == [(quiz.key, quiz.answer) for quiz in japanese.quizzes]
    for one, other in zip(english.quizzes, japanese.quizzes, strict=True):
        assert [choice.right for choice in one.choices] == [choice.right for choice in other.choices]


def test_part_0_is_the_part_that_it_asks_about() -> None:
    assert Catalog().course.parts[0].lessons == PART


def test_a_lesson_is_worth_doing_if_one_of_its_questions_was_missed(questions: Prose) -> None:
    answers = {quiz.key: quiz.key != "broadcasting-2" for quiz in questions.quizzes}
    found = {one.lesson: one for one in advice(questions, answers)}
    assert [lesson for lesson in PART if found[lesson].worth_doing] == ["broadcasting"]
    assert [quiz.key for quiz in found["broadcasting"].missed] == ["broadcasting-2"]
    assert "bias" in found["broadcasting"].why


def test_there_is_no_advice_before_the_last_answer(questions: Prose) -> None:
    assert advice(questions, {quiz.key: True for quiz in questions.quizzes[:-1]}) == ()


def test_going_on_leads_through_what_is_worth_doing_and_then_to_the_and_gate(learner: LearnerContext) -> None:
    answered(learner, "array-shapes-2", "matrix-product-1")
    assert learner.next_lesson() == "array-shapes"
    assert learner.way[:3] == ("array-shapes", "matrix-product", "and-gate")


def test_going_on_leads_there_although_the_and_gate_was_open(learner: LearnerContext) -> None:
    learner.keep_place("and-gate", "repair")
    answered(learner, "broadcasting-1")
    assert learner.next_lesson() == "broadcasting"


def test_whoever_misses_nothing_goes_on_where_they_were(learner: LearnerContext) -> None:
    learner.keep_place("nand-or-gates", "intro")
    answered(learner)
    assert learner.next_lesson() == "nand-or-gates"


def test_nothing_is_marked_as_passed_or_begun(learner: LearnerContext) -> None:
    answered(learner)
    assert learner.progress() == {}


def test_answers_are_kept_and_the_last_one_to_a_question_counts(learner: LearnerContext) -> None:
    answered(learner, "array-shapes-1")
    answered(learner)
    assert len(learner.store.quiz_answers(learner.key(PLACEMENT))) == 12
    assert not any(one.worth_doing for one in learner.advice())


def test_a_course_without_the_file_asks_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, "en") is None


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "placement.en.md").write_text("# Six\n\n## Quiz one: ?\n- [ ] No. No.\n")
    with pytest.raises(BadLesson, match=r"placement\.en\.md: line 3: a quiz needs exactly one"):
        load(tmp_path, "en")
