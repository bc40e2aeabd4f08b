"""A lesson's prose as pages."""

from __future__ import annotations

from tutor.course.pages import pages, search
from tutor.course.prose import Prose, Quiz, QuizOption, Section

PROSE = Prose(
    "Affine",
    "What it is for.",
    (
        Section("Step", "row", "One row", "A weighted sum.", 1),
        Section("Step", "batch", "A batch", "Rows stacked.", 2),
        Section("Why", "sum", "Why a sum?", "One b served every row.", 3),
        Section("Hint", "1", "", "Look at the shapes.", 4),
    ),
    (Quiz("shape", "What is the shape?", answer="(10,)"),),
)


def test_steps_come_first_then_questions_then_what_is_folded() -> None:
    assert [page.key for page in pages(PROSE)] == ["row", "batch", "quiz-shape", "more"]


def test_the_introduction_opens_the_first_step() -> None:
    assert pages(PROSE)[0].markdown.startswith("What it is for.")
    assert "### One row" in pages(PROSE)[0].markdown


def test_hints_are_on_no_page() -> None:
    assert all("shapes" not in page.markdown for page in pages(PROSE))


def test_a_lesson_without_steps_still_has_its_introduction() -> None:
    assert [page.markdown for page in pages(Prose("Title", "Words."))] == ["Words."]


def test_search_finds_lines_in_pages_and_folds_whatever_their_case() -> None:
    assert search(PROSE, "STACKED") == [("batch", "Rows stacked.")]
    assert search(PROSE, "served every") == [("more", "One b served every row.")]
    assert search(PROSE, "  ") == []


def test_search_finds_what_questions_say_and_milestones_tell_but_no_hint() -> None:
    choice = QuizOption(True, "(10,)", "One for each column.")
    milestone = Section("Milestone", "did", "It learns", "In 1986 it was news.", 5)
    prose = Prose("Affine", "", (*PROSE.sections, milestone), (Quiz("shape", "Which?", (choice,)),))
    assert search(prose, "each column") == [("quiz-shape", "(10,). One for each column.")]
    assert search(prose, "1986") == [("", "In 1986 it was news.")]
    assert search(prose, "look at the shapes") == []
