"""A prediction beside what the run gave."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.course.answers import agrees
from tutor.course.prose import Prediction
from tutor.judge.compare import findings
from tutor.model import Finding, Message, ObservationName, Outcome, Record, Recording, Stage, Verdict
from tutor.session.predictions import compare

SHAPE = Prediction("db", "?", "N=3/db/value", True)
VALUE = Prediction("loss", "?", "far/loss/value", False)


def verdict(*found: Finding) -> Verdict:
    return Verdict("l", Outcome.WRONG, Stage.FORWARD, Message("x"), 0, findings=found)


RUN = verdict(
    Finding(ObservationName.parse("N=3/db/value"), Stage.GRADIENT, True, actual_shape=(4,)),
    Finding(ObservationName.parse("far/loss/value"), Stage.FORWARD, True, actual_shape=(), told="2.30259"),
)


@pytest.mark.parametrize(
    ("asked", "guess", "right"),
    [(SHAPE, "(4,)", True), (SHAPE, "4", True), (SHAPE, "(3, 4)", False), (VALUE, "2.3", True), (VALUE, "2.4", False)],
)
def test_a_guess_is_held_against_the_learners_own_run(asked: Prediction, guess: str, right: bool) -> None:
    found = compare(asked, guess, RUN)
    assert found is not None
    assert (found.right, found.guess) == (right, guess)


def test_a_guess_like_a_wrong_value_is_not_called_right() -> None:
    run = verdict(Finding(ObservationName.parse("far/loss/value"), Stage.FORWARD, False, actual_shape=(), told="2.3"))
    found = compare(VALUE, "2.3", run)
    assert found is not None
    assert (found.agrees, found.right, found.message.key) == (True, False, "predict.unsettled")


def test_there_is_nothing_to_compare_before_a_run_has_come_so_far() -> None:
    assert compare(SHAPE, "(4,)", None) is None
    assert compare(SHAPE, "(4,)", verdict(Finding(ObservationName.parse("N=3/y/value"), Stage.RUN, False))) is None


@pytest.mark.parametrize(("value", "told"), [(np.float64(2.5), "2.5"), (3, "3"), (np.ones((1, 2)), None), ("a", None)])
def test_a_finding_tells_a_value_that_is_one_number(value: object, told: str | None) -> None:
    kept = float(value) if isinstance(value, np.float64) else value
    run = Recording((Record(ObservationName.parse("c/y/value"), Stage.FORWARD, "same", kept, 1e-6, 1e-9),))
    assert findings(run, run, {})[0].told == told


@pytest.mark.parametrize(
    ("guess", "came", "same"),
    [("2.30", "2.30259", True), ("2", "2.30259", False), ("2", "2", True), ("-0", "0", True), ("no", "0", False)],
)
def test_a_number_counts_to_the_digits_that_were_predicted(guess: str, came: str, same: bool) -> None:
    assert agrees(guess, came) is same
