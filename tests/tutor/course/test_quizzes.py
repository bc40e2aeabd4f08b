"""The order of answers."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.course.catalog import Catalog
from tutor.course.prose import Quiz, QuizOption
from tutor.course.quizzes import new_visit, shuffled

QUIZ = Quiz("q", "?", (QuizOption(False, "a", "x"), QuizOption(True, "b", "y"), QuizOption(False, "c", "z")))


def places(quizzes: Iterable[Quiz], visits: Iterable[int]) -> set[int]:
    """Where the right answer comes, over questions and visits."""
    return {
        at for quiz in quizzes for visit in visits for at, choice in enumerate(shuffled(quiz, visit).choices) if choice.right
    }


def test_the_right_answer_comes_in_every_place() -> None:
    assert places([QUIZ], range(30)) == {0, 1, 2}


def test_one_visit_keeps_its_order_and_shuffles_each_question_anew() -> None:
    assert shuffled(QUIZ, 7) == shuffled(QUIZ, 7)
    assert places([QUIZ._replace(key=f"q{n}") for n in range(30)], [7]) == {0, 1, 2}


def test_no_answer_is_lost_or_changed() -> None:
    for lesson in Catalog().course.order[:10]:
        for quiz in Catalog().prose(lesson, "en").quizzes:
            mixed = shuffled(quiz, 3)
            assert sorted(mixed.choices) == sorted(quiz.choices)
            assert mixed._replace(choices=()) == quiz._replace(choices=())


def test_visits_differ() -> None:
    assert len({new_visit() for _ in range(5)}) > 1
