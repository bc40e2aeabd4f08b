"""The board: which runs stand on it, in which order, and how wide it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tutor.model import Message, Outcome, Verdict
from tutor.session.board import LESSON, board, lines
from tutor.session.context import LearnerContext, open_learner
from tutor.text.messages import Words

COST = {"operations": 152_384, "seconds": 61.4, "megabytes": 41.6, "digits": 10_000, "epochs": 1}
HUGE = {"operations": 9_999_999_999, "seconds": 9999.0, "megabytes": 2048.0, "digits": 60_000, "epochs": 20}


@pytest.fixture
def learner(tmp_path: Path) -> LearnerContext:
    return open_learner(workspace=str(tmp_path / "work"), environ={"HOME": str(tmp_path)})


def passes(learner: LearnerContext, lesson: str = LESSON) -> None:
    learner.store.open_lesson(learner.key(lesson))
    learner.remember(learner.lesson(lesson), "a = 1", Verdict(lesson, Outcome.PASSED, None, Message("passed"), 0))


def run(learner: LearnerContext, accuracy: float, parameters: int = 37_434, **cost: Any) -> None:
    stated = {**COST, **cost, "accuracy": accuracy, "parameters": parameters}
    note(learner, LESSON, {f"result.{name}": value for name, value in stated.items()})


def note(learner: LearnerContext, lesson: str, facts: dict[str, Any]) -> None:
    learner.store.note_frame(learner.store.start_lab(learner.key(lesson), {}), facts)


def test_the_more_accurate_comes_first_and_of_two_alike_the_smaller(learner: LearnerContext) -> None:
    passes(learner)
    for accuracy, parameters in ((0.97, 500), (0.98, 900), (0.98, 700)):
        run(learner, accuracy, parameters)
    assert [(one.accuracy, one.parameters) for one in board(learner)] == [(0.98, 700), (0.98, 900), (0.97, 500)]


def test_a_run_on_the_model_answer_is_none_of_the_learners(learner: LearnerContext) -> None:
    run(learner, 0.99)
    assert board(learner) == ()
    passes(learner)
    assert board(learner) == ()


def test_a_run_that_was_left_before_its_end_has_no_row(learner: LearnerContext) -> None:
    passes(learner)
    note(learner, LESSON, {"running.loss": 0.2})
    note(learner, LESSON, {"result.accuracy": "torn"})
    assert board(learner) == ()


def test_earlier_networks_stand_beside_with_their_best_run_once_passed(learner: LearnerContext) -> None:
    for _ in range(2):
        note(learner, "two-layer-net", {"epoch.test": 0.97, "epoch.epoch": 8, "running.test": 0.99})
        note(learner, "simple-convnet", {"reached.share": 0.962, "reached-97.share": 0.971, "reached-97.seconds": 30.0})
        found = board(learner)
        passes(learner, "two-layer-net")
        passes(learner, "simple-convnet")
    assert [(one.lesson, one.accuracy, one.epochs, one.seconds) for one in found] == [
        ("simple-convnet", 0.971, None, 30.0),
        ("two-layer-net", 0.97, 8, None),
    ]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_widest_numbers_fit_eighty_columns(learner: LearnerContext, language: str) -> None:
    passes(learner)
    passes(learner, "simple-convnet")
    run(learner, 1.0, 99_999_999, **HUGE)
    note(learner, "simple-convnet", {"ended.share": 0.5, "ended.seconds": 3.0})
    rows, _ = lines(board(learner), Words(language))
    assert len(rows) == 3
    assert {cell_len(row) for row in rows} == {cell_len(rows[0])}
    assert cell_len(rows[0]) <= 80
    assert rows[1].split()[2:] == ["100.00%", "99,999,999", "9,999,999,999", "9,999", "2,048", "60,000", "x", "20"]
    assert rows[2].split() == ["simple-convnet", "50.00%", "-", "-", "3", "-", "-"]


def test_without_a_run_of_ones_own_it_says_how_to_come_to_one(learner: LearnerContext) -> None:
    rows, below = lines(board(learner), Words("en"))
    assert rows == []
    assert "gradlings lab awesome-net" in below[-1]
    passes(learner)
    run(learner, 0.97)
    rows, below = lines(board(learner), Words("en"))
    assert len(rows) == 2
    assert not any("gradlings lab" in line for line in below)
