"""Right losses by many hands, those of both books among them, pass at every seed; wrong ones are caught at every seed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.checking import Draw, Observation, check_loss
from engine.layers import SoftmaxWithLoss
from tutor.judge.child.crashes import describe_crash
from tutor.judge.recorder import Recorder
from tutor.judge.verdicts import verdict
from tutor.judge.wire import packing
from tutor.model import Lesson, Outcome, Recording, References, Verdict

SEEDS = range(40)
N, K = 3, 5


def softmax(x: Any) -> Any:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Book1:
    """A batch, one-hot, 1e-7 inside the log, `dout` left out."""

    def forward(self, x: Any, t: Any) -> Any:
        self.y, self.t = softmax(x), t
        return -np.sum(t * np.log(self.y + 1e-7)) / len(x)

    def backward(self, dout: Any = 1) -> Any:
        return (self.y - self.t) / self.t.shape[0]


class Book2(Book1):
    """The same, with `dout`."""

    def backward(self, dout: Any = 1) -> Any:
        return super().backward() * dout


class Honest(Book1):
    """The exact derivative of log(y + 1e-7), node by node."""

    def backward(self, dout: Any = 1) -> Any:
        dy = -self.t / (self.y + 1e-7) / len(self.t) * dout
        return self.y * (dy - np.sum(dy * self.y, axis=1, keepdims=True))


class NotAveraged(Book2):
    def backward(self, dout: Any = 1) -> Any:
        return (self.y - self.t) * dout


class SignTurned(Book2):
    def backward(self, dout: Any = 1) -> Any:
        return -super().backward(dout)


class AnswersForgotten(Book2):
    def backward(self, dout: Any = 1) -> Any:
        return self.y / len(self.t) * dout


class OverTheBatch(Book2):
    def backward(self, dout: Any = 1) -> Any:
        return (self.y - self.t) / self.t.shape[1] * dout


class LossSummed(Book2):
    def forward(self, x: Any, t: Any) -> Any:
        return super().forward(x, t) * len(x)


class CacheChanged(Book2):
    def backward(self, dout: Any = 1) -> Any:
        self.t -= self.y
        return -self.t / len(self.t) * dout


class Accumulated(Book2):
    dx: Any = 0

    def backward(self, dout: Any = 1) -> Any:
        self.dx = self.dx + super().backward(dout)
        return self.dx


class FirstBatchKept(Book2):
    def forward(self, x: Any, t: Any) -> Any:
        self.count = getattr(self, "count", len(x))
        return super().forward(x, t)

    def backward(self, dout: Any = 1) -> Any:
        return (self.y - self.t) / self.count * dout


class Nothing(Book2):
    def backward(self, dout: Any = 1) -> Any:
        return None


RIGHT = [SoftmaxWithLoss, Book1, Book2, Honest]
WRONG = [
    NotAveraged,
    SignTurned,
    AnswersForgotten,
    OverTheBatch,
    LossSummed,
    CacheChanged,
    Accumulated,
    FirstBatchKept,
    Nothing,
]


def recorded(make: Callable[[], Any], seed: int) -> Recording:
    """What a worker would have sent, packed and unpacked as on the wire."""
    recorder, draw = Recorder(), Draw(seed)
    for seen in check_loss(make=make, x=(N, K), t=draw.one_hot("t", N, K), case=f"N={N}", draw=draw):
        blobs: list[bytes] = []
        spec = packing.pack_value(_value(seen), blobs, lambda error: describe_crash(error, "<string>"))
        facts = {"name": seen.name, "stage": seen.stage, "rule": seen.rule, "beyond": seen.beyond}
        header = {"t": "record", "run": "answer", **facts, "rtol": seen.rtol, "atol": seen.atol, "value": spec}
        recorder.hear(json.loads(json.dumps(header)), b"".join(blobs))
    recorder.hear({"t": "end", "run": "answer", "how": "done", "seconds": 0, "lost": 0, "warnings": []}, b"")
    return recorder.recordings["answer"]


def _value(seen: Observation) -> Any:
    return seen.value.error if type(seen.value).__name__ == "Raised" else seen.value


def judged(make: Callable[[], Any], seed: int) -> Verdict:
    lesson = Lesson("loss", "part", ".", "loss", ("SoftmaxWithLoss",))
    return verdict(lesson, seed, recorded(make, seed), References(recorded(SoftmaxWithLoss, seed)))


@pytest.mark.parametrize("loss", RIGHT, ids=lambda loss: loss.__name__)
def test_a_right_loss_by_any_hand_passes_at_every_seed(loss: Callable[[], Any]) -> None:
    assert {seed for seed in SEEDS if judged(loss, seed).outcome is not Outcome.PASSED} == set()


@pytest.mark.parametrize("loss", WRONG, ids=lambda loss: loss.__name__)
def test_a_wrong_loss_is_caught_at_every_seed(loss: Callable[[], Any]) -> None:
    assert {judged(loss, seed).outcome for seed in SEEDS} == {Outcome.WRONG}


def test_a_loss_that_leaves_out_dout_passes_with_one_note() -> None:
    notes = judged(Book1, 0).notes
    assert [note.facts["message"].key for note in notes] == ["linearity.linear"]


def test_a_loss_that_follows_dout_earns_no_note() -> None:
    assert judged(Book2, 0).notes == ()


def test_a_backward_that_overwrites_what_forward_kept_earns_a_note_about_the_next_backward() -> None:
    class WithoutCopy(Book2):
        def backward(self, dout: Any = 1) -> Any:
            dx = self.y
            dx -= self.t
            return dx / len(self.t) * dout

    found = judged(WithoutCopy, 0)
    assert found.outcome is Outcome.PASSED
    assert [note.facts["message"].key for note in found.notes] == ["purity.twice"]


def test_a_backward_that_gives_up_what_it_has_used_earns_no_note() -> None:
    class GivingUp(Book2):
        def backward(self, dout: Any = 1) -> Any:
            dx, self.y = super().backward(dout), None
            return dx

    assert judged(GivingUp, 0).notes == ()


def test_a_loss_that_raises_is_an_observation_of_its_own() -> None:
    class Raising(Book2):
        def forward(self, x: Any, t: Any) -> Any:
            raise ValueError("no")

    assert judged(Raising, 0).outcome is Outcome.CRASHED


def test_drawn_scores_are_moderate_and_the_same_for_the_same_seed() -> None:
    heard: list[Any] = []

    class Listening(Book2):
        def forward(self, x: Any, t: Any) -> Any:
            heard.append(x.copy())
            return super().forward(x, t)

    for _ in range(2):
        next(check_loss(make=Listening, x=(N, K), t=np.eye(K)[:N], case="N=3", draw=Draw(7)))
    assert np.max(np.abs(heard)) <= 1.5
    assert np.array_equal(heard[0], heard[1])


def test_labels_of_one_more_row_follow_the_longer_batch() -> None:
    names = [s.name for s in check_loss(make=SoftmaxWithLoss, x=(N, K), t=np.array([4, 0, 2]), case="labels", draw=Draw(0))]
    assert "labels/dx/next-batch" in names
