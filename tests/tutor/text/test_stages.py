"""How far a check came, stage by stage."""

from __future__ import annotations

from tutor.model import Finding, Message, ObservationName, Outcome, Stage, Verdict
from tutor.text.stages import Reached, stages

RIGHT, OPEN, WRONG, NOT_REACHED = Reached.RIGHT, Reached.OPEN, Reached.WRONG, Reached.NOT_REACHED


def verdict(outcome: Outcome, stage: Stage | None, *findings: tuple[Stage, bool]) -> Verdict:
    found = tuple(
        Finding(ObservationName("N=3", "y", str(number)), at, passed) for number, (at, passed) in enumerate(findings)
    )
    return Verdict("affine-layer", outcome, stage, Message("x"), 1, findings=found)


def reached(verdict: Verdict) -> dict[Stage, Reached]:
    return dict(stages(verdict, "layer"))


def test_after_passing_every_stage_is_right() -> None:
    assert set(reached(verdict(Outcome.PASSED, None)).values()) == {RIGHT}


def test_a_layer_goes_through_all_stages_and_a_repair_through_four() -> None:
    passed = verdict(Outcome.PASSED, None)
    assert [stage for stage, _ in stages(passed, "layer")] == list(Stage)
    assert [stage for stage, _ in stages(passed, "repair")] == [Stage.PARSE, Stage.RUN, Stage.CONTRACT, Stage.FORWARD]


def test_a_stage_behind_the_one_that_decides_is_what_its_cases_came_to() -> None:
    both = ((Stage.FORWARD, False), (Stage.PURITY, True), (Stage.FORWARD, True), (Stage.GRADIENT, False))
    found = reached(verdict(Outcome.WRONG, Stage.FORWARD, *both))
    assert (found[Stage.CONTRACT], found[Stage.FORWARD]) == (RIGHT, WRONG)
    assert (found[Stage.PURITY], found[Stage.GRADIENT]) == (RIGHT, WRONG)
    assert found[Stage.LINEARITY] is NOT_REACHED


def test_a_right_forward_with_an_untouched_backward_is_right_and_open() -> None:
    found = reached(verdict(Outcome.UNFINISHED, Stage.RUN, (Stage.FORWARD, True), (Stage.RUN, False)))
    assert (found[Stage.FORWARD], found[Stage.RUN]) == (RIGHT, OPEN)


def test_what_is_off_because_a_part_is_still_to_be_written_is_no_error() -> None:
    both = ((Stage.FORWARD, True), (Stage.RUN, False), (Stage.GRADIENT, False))
    found = reached(verdict(Outcome.UNFINISHED, Stage.RUN, *both))
    assert (found[Stage.FORWARD], found[Stage.RUN], found[Stage.GRADIENT]) == (RIGHT, OPEN, NOT_REACHED)


def test_an_unclear_measurement_is_no_error() -> None:
    found = reached(verdict(Outcome.INCONCLUSIVE, Stage.GRADIENT, (Stage.GRADIENT, False)))
    assert found[Stage.GRADIENT] is Reached.UNCLEAR
