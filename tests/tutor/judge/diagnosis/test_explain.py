"""Which explanation is given: the sharpest that fits, of the first value that is off or of a later one that tells more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tutor.judge.verdicts import verdict
from tutor.model import Crash, Lesson, Message, ObservationName, Record, Recording, References, Stage

LESSON = Lesson("lesson", "part", ".", "function", ("f",))
RNG = np.random.default_rng(8)
X, B, Y = RNG.standard_normal((3, 4)), RNG.standard_normal(4), RNG.standard_normal((3, 4))
NOISE = RNG.standard_normal((3, 4))


def same(name: str, value: Any) -> Record:
    return Record(ObservationName.parse(f"{name}/value"), Stage.FORWARD, "same", value, 1e-7, 1e-9)


def given(name: str, value: Any) -> Record:
    return Record(ObservationName.parse(f"{name}/given"), Stage.FORWARD, "shown", value, 1e-7, 1e-9)


def said(
    run: dict[str, Any], reference: dict[str, Any], inputs: dict[str, Any] | None = None, lesson: Lesson = LESSON
) -> Message:
    learner = Recording(tuple(same(name, value) for name, value in run.items()))
    notes = tuple(given(name, value) for name, value in (inputs or {}).items())
    model = Recording((*[same(name, value) for name, value in reference.items()], *notes))
    return verdict(lesson, 0, learner, References(model)).message


def why(message: Message) -> tuple[str, dict[str, Any]]:
    reason = message.facts["why"]
    return reason.key, dict(reason.facts)


def test_a_forgotten_term_is_told_by_its_name() -> None:
    found = said({"case/y": Y}, {"case/y": Y + B}, {"case/x": X, "case/b": B})
    assert why(found) == ("why.term-missing", {"code": "b"})


def test_what_came_and_what_was_expected_are_still_said() -> None:
    what = said({"case/y": Y}, {"case/y": Y + B}, {"case/b": B}).facts["what"]
    assert what.key == "forward.differs"
    assert {"case", "variable", "where", "got", "wanted"} <= set(what.facts)


def test_inputs_under_a_case_that_goes_on_belong_to_it() -> None:
    found = said({"N=6/y": Y}, {"N=6/y": Y + B}, {"N=6/predict/b": B})
    assert why(found) == ("why.term-missing", {"code": "b"})


def test_a_later_value_that_tells_more_is_pointed_at() -> None:
    found = said({"case/y": NOISE, "probe/a": Y}, {"case/y": Y, "probe/a": Y + B}, {"probe/b": B})
    assert (found.key, found.facts["variable"], found.facts["case"]) == ("explained.elsewhere", "a", "probe")
    assert why(found) == ("why.term-missing", {"code": "b"})


def test_a_later_clash_of_shapes_is_pointed_at() -> None:
    found = said({"square/y": NOISE, "other/y": Y.T}, {"square/y": Y, "other/y": Y})
    assert (found.key, found.facts["why"].key) == ("explained.also", "contract.shape.transposed")


def test_values_in_another_order_are_told_so() -> None:
    cases = {"one": (1.5, 2.5), "two": (3.5, 4.5)}
    run = {f"{case}/(dx, dy)": pair[::-1] for case, pair in cases.items()}
    found = said(run, {f"{case}/(dx, dy)": pair for case, pair in cases.items()})
    assert why(found) == ("why.order-other", {"order": "1, 0"})


def test_too_many_values_are_counted() -> None:
    assert why(said({"case/bits": (0, 1, 1)}, {"case/bits": (0, 1)})) == ("why.count", {"got": 3, "wanted": 2})


def test_of_several_values_those_that_are_off_are_told() -> None:
    found = said({"case/parts": (1.25, 7.0, 3.5)}, {"case/parts": (1.25, 2.125, 3.5)})
    assert why(found) == ("why.parts", {"numbers": "1", "count": 3})


def test_one_of_several_values_is_explained_over_all_cases() -> None:
    run = {f"{k}/pair": (1.5 * k, -0.3 * k) for k in (1, 2, 3)}
    found = said(run, {f"{k}/pair": (1.5 * k, 0.3 * k) for k in (1, 2, 3)})
    assert why(found)[1] == {"number": 1, "why": Message("why.negative", {})}


def test_a_number_where_the_model_answer_raises_is_told_plainly() -> None:
    assert said({"case/y": Y}, {"case/y": Crash("ValueError", "no")}).key == "forward.other"


def test_unrelated_numbers_are_told_plainly() -> None:
    assert said({"case/y": NOISE}, {"case/y": Y}, {"case/x": X, "case/b": B}).key == "forward.differs"


def test_no_guess_leans_on_a_name_that_the_lesson_asks_for() -> None:
    known = {"case/x": X}
    run, reference = {"case/y": np.maximum(X, 0)}, {"case/y": np.tanh(X) ** 3}
    other = Lesson("lesson", "part", ".", "function", ("relu",))
    assert why(said(run, reference, known)) == ("why.is", {"code": "relu(x)"})
    assert said(run, reference, known, other).facts.get("why") != Message("why.is", {"code": "relu(x)"})


SIZED = Lesson("lesson", "part", ".", "function", ("f",), shapes={"t": "(N, K)", "y": "(N, K)"})
OF_N = {f"N={n}/y": (RNG.standard_normal((n, 5)), np.eye(5)[np.arange(n)]) for n in (3, 1, 4)}  # y as it should be, and t


def off_by(factor: float, n_power: int = 0) -> Message:
    wrong = {name: y * factor * float(len(y)) ** n_power for name, (y, _) in OF_N.items()}
    given = {name.replace("/y", "/t"): t for name, (_, t) in OF_N.items()}
    return said(wrong, {name: y for name, (y, _) in OF_N.items()}, given, SIZED)


@pytest.mark.parametrize(
    ("factor", "n_power", "key", "facts"),
    [
        (1 / 5, 0, "too-small-by-size", {"n": 5, "symbol": "K", "where": "t (N, K)"}),
        (5, 0, "too-large-by-size", {"n": 5, "symbol": "K", "where": "t (N, K)"}),
        (1 / 5, -1, "too-small-by-size", {"n": 15, "symbol": "N * K", "where": "t (N, K)"}),
        (7, 0, None, {}),  # no size
        (1 / 2, 0, None, {}),
    ],
)
def test_a_factor_that_is_the_size_of_an_axis_in_every_case_is_told_by_it(
    factor: float, n_power: int, key: str | None, facts: dict[str, Any]
) -> None:
    found = off_by(factor, n_power)
    if key is None:
        assert found.key == "forward.multiple"
    else:
        assert why(found) == (f"why.{key}", facts)


def test_a_factor_that_is_the_size_of_two_axes_is_told_by_neither() -> None:
    lesson = Lesson("lesson", "part", ".", "function", ("f",), shapes={"t": "(D, K)", "y": "(D, K)"})
    found = said({"a/y": np.arange(9.0).reshape(3, 3) / 3}, {"a/y": np.arange(9.0).reshape(3, 3)}, {}, lesson)
    assert found.key == "forward.multiple"


DOUT = RNG.standard_normal((3, 5))
OUT = RNG.standard_normal((3, 5))


def test_a_value_of_another_shape_is_told_by_the_array_that_is_in_the_place_of_another() -> None:
    found = said(
        {"case/y": OUT, "case/dW": OUT.T @ DOUT},
        {"case/y": OUT, "case/dW": X.T @ DOUT},
        {"case/x": X, "case/dout": DOUT},
    )
    assert found.facts["what"].key == "contract.shape"
    assert why(found) == ("why.made-with", {"code": "y.T @ dout", "wrong": "y", "right": "x"})


def test_a_value_of_another_shape_is_told_by_nothing_where_two_arrays_would_make_it() -> None:
    found = said(
        {"case/y": OUT, "case/dW": OUT.T @ DOUT},
        {"case/y": OUT, "case/dW": X.T @ DOUT},
        {"case/x": X, "case/z": OUT, "case/dout": DOUT},
    )
    assert found.key == "contract.shape"
