"""What a change of a text has come to."""

from __future__ import annotations

import pytest

from tutor.judge.mending.outcomes import spoils
from tutor.model import Finding, ObservationName, Stage


def finding(passed: bool, *, beyond: bool = True, stage: Stage = Stage.FORWARD) -> Finding:
    return Finding(ObservationName("pixels left over", "whole number", "value"), stage, passed, beyond)


def test_what_puts_a_value_beyond_the_page_off_is_no_cure() -> None:
    assert spoils([finding(passed=True)], [finding(passed=False)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([finding(passed=True)], [finding(passed=True)]),
        ([finding(passed=False)], [finding(passed=False)]),
        ([], [finding(passed=False)]),
        ([finding(passed=True, beyond=False)], [finding(passed=False, beyond=False)]),
        ([finding(passed=True, stage=Stage.LINEARITY)], [finding(passed=False, stage=Stage.LINEARITY)]),
    ],
    ids=["right as before", "off as before", "not reached before", "asked by the page", "no value"],
)
def test_a_cure_may_leave_beyond_the_page_what_it_found(before: list[Finding], after: list[Finding]) -> None:
    assert not spoils(before, after)
