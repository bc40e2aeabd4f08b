"""Lessons of questions: told by the command line, answered in the tutor."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from tutor.course.catalog import course_folder
from tutor.course.prose import Prose
from tutor.session.context import LearnerContext, open_learner
from tutor.text.messages import catalogue

Run = Callable[..., subprocess.CompletedProcess[str]]
LESSON = "why-loss"


def answer(learner: LearnerContext, questions: int | None = None) -> None:
    """Give the right answer to the first questions, or to all."""
    for quiz in learner.catalog.prose(LESSON, "en").quizzes[:questions]:
        learner.answer(LESSON, quiz.key, "right", True)
    learner.store.close()


def test_a_lesson_of_questions_says_which_are_open(gradlings: Run, work: Path) -> None:
    answer(open_learner(workspace=str(work), environ={}), 2)
    done = gradlings("check", LESSON, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["lesson"], found["outcome"], found["stage"]) == (1, LESSON, "unfinished", None)
    assert [note.split(":")[0] for note in found["notes"]] == ["which-way", "step-function", "least-loss"]


def test_in_text_each_question_has_its_mark(gradlings: Run, work: Path) -> None:
    answer(open_learner(workspace=str(work), environ={}), 2)
    said = gradlings("check", LESSON).stdout
    assert said.startswith(f"○ unfinished - {LESSON}")
    assert (said.count("  ✓ "), said.count("  ○ ")) == (2, 3)


def test_with_all_answered_it_has_passed_and_verify_agrees(gradlings: Run, work: Path) -> None:
    answer(open_learner(workspace=str(work), environ={}))
    assert gradlings("check", LESSON).returncode == 0
    assert json.loads(gradlings("check", LESSON, "--json").stdout)["outcome"] == "passed"
    verified = gradlings("verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert f"✓ {LESSON}" in verified.stdout


def test_a_file_cannot_answer_questions(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("")
    done = gradlings("check", LESSON, "--file", tmp_path / "mine.py")
    assert done.returncode == 2
    assert LESSON in done.stderr


def test_show_prints_the_questions_and_no_answers(gradlings: Run) -> None:
    said = gradlings("show", LESSON).stdout
    assert "Which way should c move?" in said
    assert "Answer the questions in the tutor" in said
    assert "  = ____" in gradlings("show", "relu-layer").stdout


def test_the_language_option_reaches_the_full_screen(gradlings: Run) -> None:
    done = gradlings("--language", "ja")  # it has no terminal here, and says so
    assert (done.returncode, done.stderr.strip()) == (2, catalogue("ja")["app.no-terminal"])


def test_verify_gives_each_lesson_what_has_passed_just_now(gradlings: Run, own: Path, right: str, work: Path) -> None:
    own.write_text(right)
    gradlings("check", "relu-layer")
    network = work / "backpropagation" / "two_layer_net.py"
    network.write_text((course_folder() / "two-layer-net" / "solution.py").read_text("utf-8"))
    assert gradlings("check", "two-layer-net").returncode == 0
    own.write_text(right + "\n    edited = True\n")
    network.write_text(network.read_text() + "\nassert Relu.edited\n")
    assert gradlings("verify").stdout.splitlines()[:2] == ["✓ relu-layer", "✓ two-layer-net"]


def test_the_placement_is_shown_with_its_answers_behind_all_questions(gradlings: Run, work: Path) -> None:
    said = gradlings("show", "placement").stdout
    questions, answers = said.split("The answers, and the lesson that teaches each")
    assert questions.count("( )") == 9
    assert questions.count("= ____") == 3
    assert "22  (matrix-product)" in answers
    assert not work.exists()


def test_once_answered_the_placement_says_what_is_worth_doing(gradlings: Run, work: Path) -> None:
    learner = open_learner(workspace=str(work), environ={})
    for quiz in (learner.placement() or Prose("", "")).quizzes:
        learner.answer_placement(quiz.key, "whatever", not quiz.key.startswith("broad"))
    learner.store.close()
    said = gradlings("show", "placement").stdout
    assert "○ broadcasting - Broadcasting: worth doing" in said
    assert "✓ array-shapes - The shape of an array: not needed" in said


def test_the_answers_of_a_question_come_in_another_order_at_another_visit(gradlings: Run) -> None:
    """Sixteen commands: that they all agree on three orders of one quiz, and two of another, is out of the question."""
    said = [gradlings("show", "why-loss").stdout for _ in range(16)]
    assert len(set(said)) > 1
    assert len({tuple(sorted(text.splitlines())) for text in said}) == 1
