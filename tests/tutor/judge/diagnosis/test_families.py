"""Symptoms: each is claimed where it fits every recorded case, and not where one case speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from tutor.judge.diagnosis import (
    alongside,
    axes,
    elements,
    formulas,
    picked,
    ranges,
    rearranged,
    relatives,
    scale,
    tables,
    totals,
)
from tutor.judge.diagnosis.samples import Sample, picked_by_chance

RNG = np.random.default_rng(5)
Change = Callable[[Mapping[str, Any]], Any]


def seen(
    actual: Change, expected: Change, *, shapes: tuple[tuple[int, ...], ...] = ((3, 4), (1, 4), (7, 4))
) -> list[Sample]:
    """Sights of a variable made of x, z and b, in a case of each shape."""
    made = []
    for shape in shapes:
        known = {"x": RNG.standard_normal(shape), "z": RNG.standard_normal(shape), "b": RNG.standard_normal(shape[-1:])}
        case = f"N={shape[0]}" if shape else "numbers"
        made.append(Sample(case, "y", np.asarray(actual(known), float), np.asarray(expected(known), float), known))
    return made


def said(family: Any, samples: list[Sample]) -> str | None:
    with np.errstate(all="ignore"):
        return next((name for name, _ in family.symptoms(samples)), None)


def facts(family: Any, samples: list[Sample]) -> dict[str, Any]:
    with np.errstate(all="ignore"):
        return dict(next(family.symptoms(samples))[1])


def softmax(x: Any, axis: int = -1) -> Any:
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def with_last_row(x: Any, times: float) -> Any:
    return np.vstack([x[:-1], times * x[-1:]])


SQUARES = ((3, 3), (2, 2), (5, 5))
LEAK = "one-sided.below-zero"
NUMBERS: tuple[tuple[int, ...], ...] = ((), (), ())


@pytest.mark.parametrize(
    ("family", "actual", "expected", "shapes", "symptom"),
    [
        (scale, lambda k: -k["x"], lambda k: k["x"], None, "negative"),
        (scale, lambda k: k["x"] * len(k["x"]), lambda k: k["x"], None, "summed"),
        (scale, lambda k: k["x"] / len(k["x"]), lambda k: k["x"], None, "averaged"),
        (scale, lambda k: 1.7 * k["x"], lambda k: k["x"], None, "multiple"),
        (scale, lambda k: k["x"] + 0.3, lambda k: k["x"], None, "shifted"),
        (scale, lambda k: k["x"] / np.log(2), lambda k: k["x"], None, "log2"),
        (scale, lambda k: 1 / k["x"], lambda k: k["x"], None, "upside-down"),
        (scale, lambda k: 3 * k["x"] ** 2, lambda k: np.abs(k["x"]), None, "power"),
        (scale, lambda k: 1 - k["x"], lambda k: k["x"], None, "line"),
        (scale, lambda k: 1 - np.tanh(k["x"]) ** 2, lambda k: np.tanh(k["x"]) ** 2, None, "complement"),
        (scale, lambda k: 0 * k["x"], lambda k: k["x"], None, "zero"),
        (axes, lambda k: k["x"].T, lambda k: k["x"], SQUARES, "transposed"),
        (axes, lambda k: k["x"][::-1], lambda k: k["x"], SQUARES, "reversed"),
        (axes, lambda k: np.roll(k["x"], 1, 1), lambda k: k["x"], SQUARES, "one-late"),
        (axes, lambda k: k["x"].mean(0) + 0 * k["x"], lambda k: k["x"], SQUARES, "mean-along"),
        (axes, lambda k: np.cumsum(k["x"], axis=1), lambda k: k["x"], SQUARES, "added-up"),
        (alongside, lambda k: k["x"] * k["b"], lambda k: k["x"], None, "own-factors"),
        (alongside, lambda k: k["x"] - k["b"], lambda k: k["x"], None, "own-shifts"),
        (alongside, lambda k: softmax(k["x"] - np.sin(k["b"])), lambda k: softmax(k["x"]), None, "inside.own-shifts"),
        (alongside, lambda k: softmax(k["x"]), lambda k: softmax(k["x"] + k["b"]), None, "inside.term-missing"),
        (alongside, lambda k: softmax(k["x"] + k["b"]), lambda k: softmax(k["x"]), None, "inside.term-extra"),
        (relatives, lambda k: k["x"] / k["x"].shape[1], lambda k: k["x"] / len(k["x"]), None, "axes-exchanged"),
        (relatives, lambda k: k["x"] * len(k["x"]), lambda k: k["x"], None, "axis-times"),
        (relatives, lambda k: k["x"] / len(k["x"]), lambda k: k["x"], None, "axis-divided"),
        (
            relatives,
            lambda k: np.where(k["x"] > 0, 1, 0.2) * k["x"],
            lambda k: np.maximum(k["x"], 0),
            None,
            "one-sided.below-zero",
        ),
        (relatives, lambda k: -np.log(np.exp(-abs(k["x"])) + 0.1), lambda k: abs(k["x"]), NUMBERS, "inside-logarithm"),
        (formulas, lambda k: k["x"], lambda k: k["x"] + k["b"], None, "is"),
        (formulas, lambda k: k["x"] - k["z"], lambda k: k["x"] + k["z"], None, "is"),
        (formulas, lambda k: np.sin(k["x"]), lambda k: np.sin(k["x"]) + k["b"], None, "term-missing"),
        (formulas, lambda k: np.sin(k["x"]) - k["b"], lambda k: np.sin(k["x"]) + k["b"], None, "term-turned"),
        (formulas, lambda k: np.sin(k["x"]), lambda k: np.sin(k["x"]) * k["z"], None, "factor-missing"),
        (formulas, lambda k: np.sin(k["x"]) * k["z"], lambda k: np.sin(k["x"]), None, "factor-extra"),
        (totals, lambda k: np.sum((k["x"] + k["z"]) ** 2), lambda k: np.sum((k["x"] - k["z"]) ** 2), None, "is"),
        (totals, lambda k: 0.5 * np.mean(k["x"] * k["z"]), lambda k: np.sum(k["x"]), None, "is-multiple"),
        (elements, lambda k: k["x"] * (k["z"] > 0), lambda k: k["x"], None, "only-where.below-zero"),
        (elements, lambda k: np.abs(k["x"]), lambda k: k["x"], None, "only-where.below-zero"),
        (elements, lambda k: np.where((k["x"] > 0) & (k["x"] < 1), 0, k["z"]), lambda k: k["z"], None, "only-between"),
        (elements, lambda k: np.where(k["x"] > 0.7, 0, k["z"]), lambda k: k["z"], None, "only-above"),
        (elements, lambda k: k["x"] * (1 - np.eye(*k["x"].shape)), lambda k: k["x"], SQUARES, "only-place.diagonal"),
        (elements, lambda k: with_last_row(k["x"], 0), lambda k: k["x"], SQUARES, "only-place.last-row.empty"),
        (elements, lambda k: with_last_row(k["x"], 3), lambda k: k["x"], SQUARES, "only-place.last-row"),
        (ranges, lambda k: 0.5 + 0 * k["x"], lambda k: k["x"], None, "all-the-same"),
        (ranges, lambda k: softmax(0.5 * k["x"]), lambda k: softmax(k["x"]), None, "exponent"),
        (ranges, lambda k: softmax(k["x"], 0), lambda k: softmax(k["x"]), None, "rows-sum.columns"),
        (ranges, lambda k: np.exp(-3 * k["x"]) + 1e3, lambda k: np.exp(k["x"]), None, "order"),
        (ranges, lambda k: np.abs(k["x"]) * 1e5 + k["z"], lambda k: np.abs(k["x"]), NUMBERS, "far.large"),
        (ranges, lambda k: (0.5 + 1e-3 * np.sin(k["z"])) * k["x"], lambda k: k["x"], None, "about"),
        (ranges, lambda k: k["x"].mean(0) + 0 * k["x"], lambda k: k["x"], ((3, 4), (1, 4)), "only-cases"),
    ],
)
def test_a_symptom_is_found_where_it_holds_in_every_case(
    family: Any,
    actual: Callable[..., Any],
    expected: Callable[..., Any],
    shapes: tuple[tuple[int, ...], ...] | None,
    symptom: str,
) -> None:
    samples = seen(actual, expected, shapes=shapes) if shapes else seen(actual, expected)
    assert said(family, samples) == symptom


@pytest.mark.parametrize("family", [scale, axes, formulas, totals, elements, tables])
def test_of_unrelated_numbers_nothing_sharp_is_said(family: Any) -> None:
    samples = seen(lambda k: np.sin(7 * k["x"]) + k["z"] ** 3, lambda k: k["x"] + k["b"])
    assert said(family, samples) is None


@pytest.mark.parametrize(
    ("family", "actual"),
    [
        (scale, lambda x: -x),
        (scale, lambda x: 2 * x),
        (axes, lambda x: x[:, ::-1]),
        (formulas, lambda x: x**2),
    ],
)
def test_one_case_that_speaks_against_a_symptom_is_enough(family: Any, actual: Callable[..., Any]) -> None:
    samples = seen(lambda k: actual(k["x"]), lambda k: k["x"])
    other = seen(lambda k: k["x"] + k["z"] ** 2, lambda k: k["x"], shapes=((2, 4),))
    assert said(family, samples) is not None
    assert said(family, [*samples, *other]) is None


def test_whole_numbers_that_agree_by_chance_prove_nothing() -> None:
    twice = [Sample("by hand", "y", np.array([4.0]), np.array([2.0]), {"x": np.array([2.0])})]
    assert said(scale, twice) is None
    assert said(formulas, twice) is None


def test_what_came_as_nought_lacks_no_factor() -> None:
    samples = seen(lambda k: np.sin(5 * k["x"]) * (np.arange(len(k["x"])) % 2), lambda k: k["x"] + 1, shapes=((6,), (5,)))
    assert said(formulas, samples) is None


def test_the_expression_that_came_is_told_as_code() -> None:
    assert facts(formulas, seen(lambda k: k["x"] * k["z"], lambda k: k["x"] + k["z"])) == {"code": "x * z"}


def test_the_simplest_of_several_expressions_is_told() -> None:
    assert facts(formulas, seen(lambda k: k["z"], lambda k: k["x"] * k["z"])) == {"code": "z"}


def test_numbers_that_are_none_are_no_reason_to_stop() -> None:
    with np.errstate(all="ignore"):
        samples = seen(lambda k: k["x"] / 0, lambda k: k["x"])
        assert [said(family, samples) for family in (scale, axes, formulas, totals, elements, tables)] == [None] * 6


BITS = ((0, 0), (1, 0), (0, 1), (1, 1))


def table(came: tuple[float, ...], wanted: tuple[float, ...] = (0, 0, 0, 1)) -> list[Sample]:
    rows = zip(BITS, came, wanted, strict=True)
    return [Sample("truth table", f"AND{bits}", np.asarray(float(c)), np.asarray(float(w))) for bits, c, w in rows]


@pytest.mark.parametrize(
    ("came", "symptom"),
    [
        ((0, 1, 1, 1), "table.gate"),
        ((0, 1, 1, 0), "table.gate"),
        ((1, 1, 1, 0), "table.turned"),
        ((0, 0, 0, 0), "table.constant"),
        ((0, 0, 0, 2), "table.no-bits"),
        ((0, 1, 0, 1), "table.first"),
        ((0, 0, 1, 1), "table.second"),
        ((1, 0, 1, 1), "table.rows"),
    ],
)
def test_a_wrong_truth_table_is_told_as_what_it_is(came: tuple[int, ...], symptom: str) -> None:
    assert said(tables, table(came)) == symptom


def test_the_gate_that_a_table_is_has_its_name_said() -> None:
    assert facts(tables, table((0, 1, 1, 1))) == {"gate": "OR", "rows": "AND(1, 0), AND(0, 1)", "table": "0 1 1 1"}


def turned(x: Any) -> Any:
    """What a reshape without its transpose gives."""
    return x.T.reshape(x.shape)


def test_right_numbers_in_other_places_are_told_from_wrong_ones() -> None:
    assert said(rearranged, seen(lambda k: turned(k["x"]), lambda k: k["x"])) == "rearranged"
    assert said(rearranged, seen(lambda k: turned(k["x"]) + (len(k["x"]) == 3), lambda k: k["x"])) is None
    assert said(rearranged, seen(lambda k: k["x"], lambda k: k["x"])) is None


def test_a_few_numbers_in_other_places_are_no_rearrangement() -> None:
    assert said(rearranged, seen(lambda k: k["x"][::-1], lambda k: k["x"], shapes=((4,), (3,)))) is None


def test_numbers_fetched_from_other_places_of_the_input_are_told_with_their_places() -> None:
    def rolled(by: int) -> Change:
        return lambda k: np.roll(k["x"], by, axis=1)

    told = facts(picked, seen(rolled(2), rolled(1)))
    assert told == {"variable": "y[0, 0]", "found": "x[0, 2]", "wanted": "x[0, 3]", "case": "N=3"}


def test_zeros_where_numbers_of_the_input_belong_are_told_as_well() -> None:
    told = facts(picked, seen(lambda k: np.roll(k["x"], 1, axis=1) * [0, 1, 1, 1], lambda k: np.roll(k["x"], 1, axis=1)))
    assert (told["found"], told["wanted"]) == ("0", "x[0, 3]")


def test_computed_numbers_and_numbers_left_in_their_places_are_not_fetched() -> None:
    assert said(picked, seen(lambda k: 2 * k["x"], lambda k: np.roll(k["x"], 1, axis=1))) is None
    assert said(picked, seen(lambda k: k["x"], lambda k: np.maximum(k["x"], 0))) is None


def test_thousands_of_elements_can_be_off() -> None:
    assert picked_by_chance(1500, 3000, 12) == 0
    assert picked_by_chance(1, 4, 2) == pytest.approx(0.5)


def test_a_product_of_powers_is_told_in_its_shortest_form() -> None:
    assert facts(formulas, seen(lambda k: k["x"] ** 3, lambda k: k["x"] + k["z"])) == {"code": "x**3"}
    assert facts(formulas, seen(lambda k: 1 / k["x"], lambda k: k["x"] + k["z"])) == {"code": "1 / x"}


def test_a_factor_is_not_guessed_as_a_sum_of_calls() -> None:
    samples = seen(lambda k: np.exp(-k["x"]), lambda k: 1 / (1 + np.exp(-k["x"])))
    assert all("+" not in told["code"] and "-" not in told["code"] for _, told in _all(formulas, samples) if "code" in told)


def test_two_calls_side_by_side_are_no_guess() -> None:
    samples = seen(lambda k: np.exp(k["x"]) * np.tanh(k["z"]), lambda k: k["x"] + k["b"])
    assert said(formulas, samples) is None


def test_a_factor_that_is_missing_together_with_a_sign_is_told() -> None:
    samples = seen(lambda k: -np.sin(k["x"]), lambda k: np.sin(k["x"]) * k["z"] * (1 - k["z"]))
    assert next(_all(formulas, samples)) == ("factor-missing-turned", {"code": "z * (1 - z)"})


def test_of_two_terms_the_one_that_is_expected_too_is_told() -> None:
    samples = seen(lambda k: k["x"] + np.tanh(k["z"]), lambda k: k["x"] + k["b"])
    assert next(_all(formulas, samples)) == ("is-half", {"code": "x + np.tanh(z)", "right": "x", "wrong": "np.tanh(z)"})


def test_two_terms_of_which_none_is_expected_are_told_without_a_verdict_on_either() -> None:
    samples = seen(lambda k: k["x"] + np.tanh(k["z"]), lambda k: np.sin(k["x"]) * 3)
    assert next(_all(formulas, samples))[0] == "is"


def _all(family: Any, samples: list[Sample]) -> Iterator[Any]:
    with np.errstate(all="ignore"):
        yield from family.symptoms(samples)


def test_that_two_numbers_are_equal_is_not_taken_for_what_holds_whatever_goes_in() -> None:
    one, other = (
        Sample(case, "W1.var()", np.array(2.0), np.array(wanted)) for case, wanted in (("relu", 2.0), ("tanh", 1.0))
    )
    assert said(ranges, [one, other]) != "all-the-same"
