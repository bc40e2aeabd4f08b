"""Wrong backwards are caught at every seed, right ones never rejected, by the judge's own comparison."""

from __future__ import annotations

import json
import os
from functools import cache

import numpy as np
import pytest

from engine.checking import Draw, check_layer
from tutor.judge.child.crashes import describe_crash
from tutor.judge.recorder import Recorder
from tutor.judge.verdicts import verdict
from tutor.judge.wire import packing
from tutor.model import Lesson, Outcome, Recording, References, Verdict

from .backwards import ARGS, RIGHT_ONES, SOLUTIONS, WRONG_ONES, Written

WRONG_SEEDS = int(os.environ.get("GRADLINGS_TEST_SEEDS", "40"))
RIGHT_SEEDS = 5 * WRONG_SEEDS


def recorded(written: Written, seed: int) -> Recording:
    """What a worker would have sent, packed and unpacked as on the wire."""
    recorder = Recorder()
    observed = check_layer(make=written.make(), case="N=3", draw=Draw(seed), **ARGS[written.layer])
    for seen in observed:
        blobs: list[bytes] = []
        value = seen.value.error if type(seen.value).__name__ == "Raised" else seen.value
        spec = packing.pack_value(value, blobs, lambda error: describe_crash(error, "<string>"))
        facts = {"name": seen.name, "stage": seen.stage, "rule": seen.rule, "beyond": seen.beyond}
        header = {"t": "record", "run": "answer", **facts, "rtol": seen.rtol, "atol": seen.atol, "value": spec}
        recorder.hear(json.loads(json.dumps(header)), b"".join(blobs))
    recorder.hear({"t": "end", "run": "answer", "how": "done", "seconds": 0, "lost": 0, "warnings": []}, b"")
    return recorder.recordings["answer"]


@cache
def solution(layer: str, seed: int) -> References:
    return References(recorded(SOLUTIONS[layer], seed))


def judged(written: Written, seed: int) -> Verdict:
    lesson = Lesson(written.layer, "part", ".", "layer", (written.layer,))
    return verdict(lesson, seed, recorded(written, seed), solution(written.layer, seed))


def test_the_table_holds_48_wrong_backwards() -> None:
    assert len(WRONG_ONES) == 48


@pytest.mark.parametrize("written", WRONG_ONES, ids=lambda written: written.name)
def test_a_wrong_backward_is_caught_at_every_seed(written: Written) -> None:
    outcomes = {judged(written, seed).outcome for seed in range(WRONG_SEEDS)}
    assert outcomes <= {Outcome.WRONG, Outcome.CRASHED}


@pytest.mark.parametrize("written", RIGHT_ONES, ids=lambda written: written.name)
def test_a_right_backward_by_another_hand_is_never_rejected(written: Written) -> None:
    outcomes = {seed: judged(written, seed).outcome for seed in range(RIGHT_SEEDS)}
    assert {seed: outcome for seed, outcome in outcomes.items() if outcome is not Outcome.PASSED} == {}


def test_book_1s_relu_passes_with_one_note_about_dout() -> None:
    relu = next(written for written in RIGHT_ONES if "Book 1" in written.name)
    found = judged(relu, 0)
    assert found.outcome is Outcome.PASSED
    assert [note.facts["message"].facts["variable"] for note in found.notes] == ["dout"]


def test_the_same_seed_gives_the_same_inputs_whatever_was_drawn_before() -> None:
    draw = Draw(3, "case")
    first = draw("x", (3, 4))
    draw.rng("other").normal(size=100)
    np.random.rand(7)
    assert np.array_equal(draw("x", (3, 4)), first)


@pytest.mark.parametrize("seed", [-1, 2**32, 10**30])
def test_any_whole_number_can_be_a_seed(seed: int) -> None:
    assert Draw(seed)("x", 3).shape == (3,)
