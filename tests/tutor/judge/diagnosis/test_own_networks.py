"""Where to look in a network of one's own, by which of its gradients are wrong and how."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tutor.judge.verdicts import verdict
from tutor.model import Lesson, Message, ObservationName, Record, Recording, References, Stage

LESSON = Lesson("lesson", "part", ".", "function", ("build",))


def record(what: str, value: Any) -> Record:
    name = ObservationName.parse(f"case/the list/{what}")
    return Record(name, Stage.GRADIENT, "same" if what == "value" else "shown", value, 1e-7, 1e-9)


def said(listed: Any, **beside: Any) -> Message:
    run = Recording((*[record(what, value) for what, value in beside.items()], record("value", listed)))
    return verdict(LESSON, 0, run, References(Recording((record("value", "none"),)))).message


@pytest.mark.parametrize(
    ("right", "factors", "key", "facts"),
    [
        ("W2, b2", [2.0, 2.0], "why.own.right", {"right": "W2, b2"}),
        ("W2, b2", [np.nan, np.nan], "why.own.unread", {}),
        ("none", [0.5, 0.501, 0.499], "why.own.factor", {"factor": "0.5"}),
        ("none", [-1.0, -1.0], "why.own.factor", {"factor": "-1"}),
        ("none", [0.5, 0.7, 0.5], "why.own.no-right", {}),
        ("none", [2.0, 2.0, np.nan], "why.own.no-right", {}),
    ],
)
def test_what_is_said_rests_on_which_are_right_and_on_the_factors(
    right: str, factors: list[float], key: str, facts: dict[str, str]
) -> None:
    why = said("W1 (2 times)", right=right, factors=np.array(factors)).facts["why"]
    assert (why.key, dict(why.facts)) == (key, facts)


def test_a_gradient_with_the_shape_of_another_is_told_whose_where_that_is_known() -> None:
    assert said("W1 (12, 10)", kin="W1: W2").facts["why"].facts == {"kin": "W1: W2"}
    assert said("W1 (12, 3)", kin="none").key == "forward.other"


def test_a_long_list_is_cut_between_two_of_its_entries_and_says_so() -> None:
    listed = "W1 (220 times), b1 (360 times), W2 (180 times), b2 (1.5 times), W3 (0.25 times)"
    assert said(listed, kin="none").facts["got"] == "W1 (220 times), b1 (360 times), W2 (180 times), b2 (1.5 times) ..."


def test_parameters_that_nothing_moves_are_told_to_have_no_gradient() -> None:
    why = said("W1 (not 0)", steps=60).facts["why"]
    assert (why.key, dict(why.facts)) == ("why.own.still", {"steps": 60})


def test_learning_that_does_not_come_down_is_told_with_its_losses() -> None:
    why = said("W1 (not 0)", losses=np.array([2.301, 2.284])).facts["why"]
    assert (why.key, dict(why.facts)) == ("why.own.losses", {"first": "2.3", "last": "2.28"})


def of_names(found: str, wanted: str, asked: str | None = None) -> Message:
    def named(what: str, value: str) -> Record:
        name = ObservationName.parse(f"case/gradient/{what}")
        return Record(name, Stage.CONTRACT, "same" if what == "names" else "shown", value, 1e-7, 1e-9)

    beside = () if asked is None else (named("asked", asked),)
    return verdict(
        LESSON, 0, Recording((*beside, named("names", found))), References(Recording((named("names", wanted),)))
    ).message


@pytest.mark.parametrize(
    ("found", "wanted", "asked", "kind", "missing", "more"),
    [
        ("W1, b1", "W1, W2, b1, b2", None, ".missing", "W2, b2", ""),
        ("W1, W2", "W1", None, ".more", "", "W2"),
        ("w1, b1", "W1, b1", None, ".both", "W1", "w1"),
        ("W1, b1", "those of params", "W1, W2, b1, b2", ".missing", "W2, b2", ""),
    ],
)
def test_names_that_differ_are_told_with_those_that_are_missing_or_too_many(
    found: str, wanted: str, asked: str | None, kind: str, missing: str, more: str
) -> None:
    told = of_names(found, wanted, asked)
    assert (told.key, told.facts["missing"], told.facts["more"]) == (f"contract.names{kind}", missing, more)


def test_where_no_name_came_none_is_listed_as_missing() -> None:
    assert of_names("none", "W1, b1").key == "contract.names"


@pytest.mark.parametrize(
    ("right", "probabilities", "key"),
    [("none", True, "why.own.probabilities"), ("b2", True, "why.own.right"), ("none", False, "why.own.no-right")],
)
def test_probabilities_in_the_place_of_scores_are_told_where_no_gradient_is_right(
    right: str, probabilities: bool, key: str
) -> None:
    factors = np.array([33.0, 45.0, 40.0])
    assert said("W1 (33 times)", right=right, factors=factors, probabilities=probabilities).facts["why"].key == key
