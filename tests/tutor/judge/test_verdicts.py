"""From recordings to what is said: outcomes, stages, the named mistake, notes. Recordings are made by hand here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from engine.backend import Array
from tutor.judge.verdicts import verdict
from tutor.model import (
    Crash,
    End,
    Ending,
    Frame,
    Lesson,
    ObservationName,
    Outcome,
    Place,
    Record,
    Recording,
    References,
    Rule,
    Stage,
    Verdict,
)

LESSON = Lesson("affine", "part", ".", "layer", ("Affine",), shapes={"y": "(N, M)", "dW": "(D, M)"})
Y = np.arange(6.0).reshape(3, 2) + 1
DW = np.array([[1.5, -2.25], [3.125, 4.75]])
NOISE = np.array([[0.1, 0.2], [0.4, -0.3], [0.7, 0.9]])
GOOD = np.array([[1.0, 1.0, 0.0, 1.0]])
BAD = np.array([[2.0, 1.0, 0.0, 1.0]])
ROUGH = np.array([[2.0, 1.0, 1.0, 1.0]])
TODO = Crash("NotImplementedError", frames=(Frame("backward", Place(9)),), own=True)


def seen(name: str, stage: Stage, rule: Rule, value: object, **more: Any) -> Record:
    return Record(ObservationName.parse(name), stage, rule, value, more.pop("rtol", 1e-7), more.pop("atol", 1e-9), **more)


def run(
    *,
    y: object = Y,
    kept: bool = True,
    dW: Array | Crash = DW,
    again: float = 0.0,
    linear: float = 0.0,
    slopes: Array = GOOD,
    case: str = "N=3",
    more: Sequence[Record] = (),
    **ending: Any,
) -> Recording:
    records = [seen(f"{case}/y/value", Stage.FORWARD, "same", y), seen(f"{case}/x/unchanged", Stage.PURITY, "same", kept)]
    if not isinstance(y, Crash):
        records.append(seen(f"{case}/dW/value", Stage.GRADIENT, "like", dW))
    if not isinstance(y, Crash) and not isinstance(dW, Crash):
        records += [
            seen(f"{case}/dW/again", Stage.PURITY, "small", again, atol=0.0),
            seen(f"{case}/dW/linear", Stage.LINEARITY, "small", linear, atol=1e-9),
            seen(f"{case}/dW/slopes", Stage.GRADIENT, "slopes", slopes),
            seen(f"{case}/dW/yours", Stage.GRADIENT, "shown", dW),
            seen(f"{case}/dW/numerical", Stage.GRADIENT, "shown", DW),
        ]
    return Recording((*records, *more), **ending)


def judged(recording: Recording, **mistakes: Recording) -> Verdict:
    return verdict(LESSON, 0, recording, References(run(), mistakes))


def said(recording: Recording, **mistakes: Recording) -> tuple[Outcome, Stage | None, str]:
    found = judged(recording, **mistakes)
    return found.outcome, found.stage, found.message.key


def test_the_model_answer_itself_passes_without_a_stage() -> None:
    assert said(run()) == (Outcome.PASSED, None, "passed")


def test_an_untouched_stub_is_unfinished() -> None:
    assert said(run(y=TODO)) == (Outcome.UNFINISHED, Stage.RUN, "unfinished")


def test_a_right_forward_with_an_untouched_backward_is_unfinished_and_says_so() -> None:
    found = judged(run(dW=TODO))
    assert (found.outcome, found.message.key) == (Outcome.UNFINISHED, "unfinished.rest")
    assert found.message.facts["function"] == "backward"
    assert found.place == Place(9)


def test_a_wrong_forward_is_wrong_although_backward_is_still_a_stub() -> None:
    assert said(run(y=Y + 1, dW=TODO)) == (Outcome.WRONG, Stage.FORWARD, "forward.shifted")


def test_a_not_implemented_error_from_something_that_was_called_is_a_crash() -> None:
    foreign = Crash("NotImplementedError", "no", (Frame("forward", Place(3)),), own=False)
    assert said(run(y=foreign)) == (Outcome.CRASHED, Stage.RUN, "run.raised")


@pytest.mark.parametrize(
    ("changes", "stage", "key"),
    [
        ({"y": None}, Stage.CONTRACT, "contract.none"),
        ({"y": Y.T}, Stage.CONTRACT, "contract.shape.transposed"),
        ({"y": Y[0]}, Stage.CONTRACT, "contract.shape"),
        ({"y": Y[None]}, Stage.CONTRACT, "contract.shape.ones"),
        ({"y": np.stack([Y / 4, Y * 3 / 4])}, Stage.CONTRACT, "contract.shape.leading-axis.summed"),
        ({"y": np.stack([Y, Y])}, Stage.CONTRACT, "contract.shape.leading-axis"),
        ({"y": Y.sum()}, Stage.CONTRACT, "contract.shape.one-number.sum"),
        ({"y": Y.mean()}, Stage.CONTRACT, "contract.shape.one-number.mean"),
        ({"y": Y[:, None]}, Stage.CONTRACT, "contract.shape.ones"),
        ({"y": 1.0}, Stage.CONTRACT, "contract.shape.one-number"),
        ({"y": Y * np.nan}, Stage.CONTRACT, "contract.not-finite"),
        ({"y": (1.0, 2.0)}, Stage.CONTRACT, "contract.sequence"),
        ({"y": "text"}, Stage.CONTRACT, "contract.no-number"),
        ({"y": -Y}, Stage.FORWARD, "forward.negative"),
        ({"y": 2 * Y}, Stage.FORWARD, "forward.multiple"),
        ({"y": Y / 3}, Stage.FORWARD, "forward.averaged"),
        ({"y": 3 * Y}, Stage.FORWARD, "forward.summed"),
        ({"y": 0 * Y}, Stage.FORWARD, "forward.zero"),
        ({"y": Y / np.log(2)}, Stage.FORWARD, "forward.log2"),
        ({"y": Y + 0.5}, Stage.FORWARD, "forward.shifted"),
        ({"y": Y + NOISE}, Stage.FORWARD, "forward.differs"),
        ({"y": Y * [[1, 1.01]]}, Stage.FORWARD, "explained"),
        ({"kept": False}, Stage.PURITY, "purity.changed"),
        ({"again": 1.0}, Stage.PURITY, "purity.again"),
        ({"again": float("inf")}, Stage.PURITY, "purity.again"),
        ({"linear": 0.3}, Stage.LINEARITY, "linearity.linear"),
        ({"linear": 1e-7}, Stage.LINEARITY, "linearity.imprecise"),
        ({"slopes": BAD, "dW": -DW}, Stage.GRADIENT, "gradient.negative"),
        ({"slopes": BAD, "dW": DW / 3}, Stage.GRADIENT, "gradient.averaged"),
        ({"slopes": BAD, "dW": 3 * DW}, Stage.GRADIENT, "gradient.summed"),
        ({"slopes": BAD, "dW": DW / 2}, Stage.GRADIENT, "gradient.multiple"),
        ({"slopes": BAD, "dW": DW.T}, Stage.GRADIENT, "gradient.transposed"),
        ({"slopes": BAD, "dW": 0 * DW}, Stage.GRADIENT, "gradient.zero"),
        ({"slopes": BAD, "dW": DW + NOISE[:2]}, Stage.GRADIENT, "gradient.differs"),
        (
            {"slopes": BAD, "dW": DW + np.array([[1, 0], [0, 0]])},
            Stage.GRADIENT,
            "gradient.differs",
        ),  # one of few: no reason
    ],
)
def test_each_symptom_has_its_own_sentence(changes: dict[str, Any], stage: Stage, key: str) -> None:
    assert said(run(**changes)) == (Outcome.WRONG, stage, key)


@pytest.mark.parametrize(
    ("got", "wanted", "key"),
    [
        (-0.37, 0.37, "forward.negative"),
        (0.74, 0.37, "forward.multiple"),
        (0.185, 0.37, "forward.multiple"),
        (1.11, 0.37, "forward.summed"),
        (0.37 / np.log(2), 0.37, "forward.log2"),
        (0.4, 0.37, "forward.number"),
        (2.0, 1.0, "forward.number"),
        (0.0, 1.0, "forward.number"),
        (0.3, float("inf"), "forward.number"),
    ],
)
def test_one_number_has_a_symptom_where_it_is_no_coincidence(got: Array, wanted: float, key: str) -> None:
    one, other = (Recording((seen("N=3/E/value", Stage.FORWARD, "same", value),)) for value in (got, wanted))
    assert verdict(LESSON, 0, one, References(other)).message.key == key


def test_a_failed_gradient_shows_both_as_a_heat_map() -> None:
    found = judged(run(slopes=BAD, dW=-DW))
    assert found.heat is not None
    assert found.heat.variable == "dW"
    assert np.array_equal(found.heat.numerical, DW)


def test_a_kink_is_inconclusive_never_wrong() -> None:
    assert said(run(slopes=ROUGH)) == (Outcome.INCONCLUSIVE, Stage.GRADIENT, "gradient.rough")


def test_what_is_certain_comes_before_what_is_unclear() -> None:
    later = [seen("N=7/y/value", Stage.FORWARD, "same", -Y)]
    reference = run(more=[seen("N=7/y/value", Stage.FORWARD, "same", Y)])
    found = verdict(LESSON, 0, run(slopes=ROUGH, more=later), References(reference))
    assert (found.outcome, found.stage) == (Outcome.WRONG, Stage.FORWARD)


@pytest.mark.parametrize(
    ("how", "outcome", "key"),
    [
        (End.DIED, Outcome.CRASHED, "run.died"),
        (End.FLOODED, Outcome.CRASHED, "run.flooded"),
        (End.TIMED_OUT, Outcome.TIMED_OUT, "run.timed-out"),
        (End.BROKEN, Outcome.CRASHED, "run.broken"),
    ],
)
def test_a_run_that_was_cut_short_says_how(how: End, outcome: Outcome, key: str) -> None:
    assert said(run(ending=Ending(how))) == (outcome, Stage.RUN, key)


def test_what_was_wrong_before_a_hang_is_explained_first() -> None:
    assert said(run(y=-Y, ending=Ending(End.TIMED_OUT))) == (Outcome.WRONG, Stage.FORWARD, "forward.negative")


def test_observations_that_never_came_are_missed() -> None:
    short = Recording(run().records[:2])
    assert said(short) == (Outcome.WRONG, Stage.CONTRACT, "contract.not-observed")


def test_a_failure_beyond_the_page_costs_a_note_and_not_the_pass() -> None:
    reference = run(more=[seen(f"{case}/y/value", Stage.FORWARD, "same", Y, beyond=True) for case in ("images", "rows")])
    answer = run(more=[seen(f"{case}/y/value", Stage.FORWARD, "same", -Y, beyond=True) for case in ("images", "rows")])
    found = verdict(LESSON, 0, answer, References(reference))
    assert found.outcome is Outcome.PASSED
    assert [note.facts["case"] for note in found.notes] == ["images"]


def test_a_single_mistake_is_named() -> None:
    assert judged(run(y=Y + 1), shifted=run(y=Y + 1), doubled=run(y=2 * Y)).mistake == "shifted"


def test_of_two_mistakes_the_first_is_named() -> None:
    both = run(y=Y + 1, dW=-DW, slopes=BAD)
    assert judged(both, shifted=run(y=Y + 1), negative=run(dW=-DW, slopes=BAD)).mistake == "shifted"


def test_what_no_mistake_explains_is_not_named() -> None:
    assert judged(run(y=Y + 1.01), shifted=run(y=Y + 1), doubled=run(y=2 * Y)).mistake is None


def test_a_mistake_that_first_fails_elsewhere_is_not_named_even_with_the_same_values() -> None:
    earlier = run(y=2 * Y, dW=-DW, slopes=BAD)
    assert judged(run(dW=-DW, slopes=BAD), earlier=earlier).mistake is None


def shapes_of(*shapes: tuple[int, ...]) -> Recording:
    """First weights of each shape, whose numbers are drawn."""
    drawn = [np.random.default_rng().normal(size=shape) for shape in shapes]
    return run(more=[seen(f"{n}/W/shape", Stage.CONTRACT, "like", W) for n, W in enumerate(drawn)])


def test_a_mistake_in_a_shape_is_named_whatever_numbers_were_drawn() -> None:
    right, wrong = shapes_of((3, 2), (5, 2)), shapes_of((12, 2), (20, 2))
    known = References(right, {"unpooled": wrong})
    assert verdict(LESSON, 0, shapes_of((12, 2), (20, 2)), known).mistake == "unpooled"
    assert verdict(LESSON, 0, shapes_of((12, 2), (12, 2)), known).mistake is None


def test_two_mistakes_that_look_alike_are_neither_named() -> None:
    assert judged(run(y=Y + 1), one=run(y=Y + 1), other=run(y=Y + 1)).mistake is None


def test_an_unclear_place_does_not_hide_the_mistake_that_is_certain() -> None:
    later = [seen("N=7/y/value", Stage.FORWARD, "same", -Y)]
    reference = run(more=[seen("N=7/y/value", Stage.FORWARD, "same", Y)])
    found = verdict(LESSON, 0, run(slopes=ROUGH, more=later), References(reference, {"negative": run(more=later)}))
    assert found.mistake == "negative"


@pytest.mark.parametrize("pair", [np.array([3.0, -2.0]), (3.0, np.array(-2.0))])
def test_what_unpacks_like_the_model_answers_tuple_is_right(pair: Array | tuple[float, Array]) -> None:
    one, other = (Recording((seen("x=3/(dx, dy)/value", Stage.FORWARD, "same", value),)) for value in (pair, (3.0, -2.0)))
    assert verdict(LESSON, 0, one, References(other)).outcome is Outcome.PASSED


def test_an_array_of_another_length_does_not_unpack_like_the_model_answers_tuple() -> None:
    one, other = (Recording((seen("c/pair/value", Stage.FORWARD, "same", v),)) for v in (np.ones(3), (1.0, 1.0)))
    assert verdict(LESSON, 0, one, References(other)).outcome is Outcome.WRONG


PRECISE = Y / 3
ROUNDED = PRECISE.astype(np.float32)


def in_single(**changes: Array) -> tuple[Outcome, str, list[str]]:
    """What is said of a run beside a model answer whose y does not fit into float32."""
    found = verdict(LESSON, 0, run(**{"y": PRECISE, **changes}), References(run(y=PRECISE)))
    said = [note.facts["message"].key for note in found.notes if note.key == "note.beyond"]
    return found.outcome, found.message.key, said


@pytest.mark.parametrize(("y", "note"), [(ROUNDED, "gradient.imprecise"), (PRECISE * (1 + 5e-7), "forward.seven-digits")])
def test_a_value_with_float32s_digits_passes_with_a_note(y: Array, note: str) -> None:
    assert in_single(y=y) == (Outcome.PASSED, "passed", [note])


def test_a_value_with_float16s_digits_is_too_rough() -> None:
    assert in_single(y=PRECISE.astype(np.float16))[:2] == (Outcome.WRONG, "forward.imprecise")


def test_a_value_off_by_more_than_float32_explains_is_wrong() -> None:
    assert in_single(y=PRECISE * (1 + 1e-5))[0] is Outcome.WRONG


def test_whole_numbers_are_right_in_any_type_and_need_no_note() -> None:
    steps = np.array([[0.0, 1.0]], np.float32)
    one, other = (Recording((seen("c/y/value", Stage.FORWARD, "same", value),)) for value in (steps, steps.astype(int)))
    found = verdict(LESSON, 0, one, References(other))
    assert (found.outcome, found.notes) == (Outcome.PASSED, ())


def test_a_lesson_with_an_absolute_tolerance_has_its_way() -> None:
    one, other = (
        Recording((seen("c/slope/value", Stage.FORWARD, "same", value, rtol=0.0, atol=5e-6),)) for value in (20.00001, 20.0)
    )
    assert verdict(LESSON, 0, one, References(other)).outcome is Outcome.WRONG


@pytest.mark.parametrize("slopes", [ROUGH, BAD])
def test_a_right_gradient_beside_differences_in_float32_passes_and_is_said_to_be_right(slopes: Array) -> None:
    assert in_single(y=ROUNDED, slopes=slopes) == (Outcome.PASSED, "passed", ["gradient.imprecise"])
    assert in_single(y=ROUNDED.astype(float), dW=DW * (1 + 1e-7), slopes=slopes, linear=1e-7)[0] is Outcome.PASSED


def test_a_wrong_gradient_beside_differences_in_float32_is_wrong() -> None:
    assert in_single(y=ROUNDED, dW=DW / 3, slopes=ROUGH)[:2] == (Outcome.WRONG, "gradient.averaged")


def test_beside_an_exact_forward_a_kink_stays_inconclusive() -> None:
    assert in_single(slopes=ROUGH)[0] is Outcome.INCONCLUSIVE
