"""An optimizer written for dicts serves code that hands over lists, and the other way round, in the very same arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.optimizers import Momentum
from tutor.judge.child.containers import take_both
from tutor.judge.pool import Pool
from tutor.model import End

NAMED = """
import numpy as np

class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            params[key] -= self.lr * grads[key]
"""
LISTED = """
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for i in range(len(params)):
            params[i] -= self.lr * grads[i]
"""
MODEL = """
import numpy as np

class Line:
    def __init__(self, kind):
        self.W, self.b = np.zeros((1, 1)), np.zeros(1)
        if kind is list:
            self.params, self.grads = [self.W, self.b], [np.zeros((1, 1)), np.zeros(1)]
        else:
            self.params, self.grads = {"W": self.W, "b": self.b}, {"W": np.zeros((1, 1)), "b": np.zeros(1)}

    def gradient(self, x, t):
        dout = (x @ self.W + self.b - t) / len(x)
        for g, value in zip(self.grads.values() if isinstance(self.grads, dict) else self.grads, (x.T @ dout, dout.sum(0))):
            g[...] = value
        return self.grads
"""
TRAINED = """
import numpy as np
from mine import SGD

def fitted(kind):
    model, optimizer, x = Line(kind), SGD(lr=0.5), np.array([[-1.0], [0.0], [1.0]])
    for _ in range(60):
        model.gradient(x, 3 * x + 1)
        optimizer.update(model.params, model.grads)
    return np.array([model.W[0, 0], model.b[0]])
"""
CHECKS = """
from engine.checking import check_call
def checks(module, draw):
    for kind in (dict, list):
        yield from check_call(lambda: module.fitted(kind), case=kind.__name__)
"""


@pytest.mark.parametrize("written", [NAMED, LISTED])
async def test_one_books_optimizer_trains_the_other_books_model_whose_layers_see_it(written: str) -> None:
    mine = [{"file": "sgd.py", "text": written, "names": ["SGD"]}]
    run = {"name": "answer", "file": "answer.py", "text": MODEL + TRAINED}
    async with Pool(spares=0) as pool:
        job = {"kind": "check", "runs": [run], "checks": CHECKS, "mine": mine, "defines": [], "withheld": [], "seed": 0}
        found = (await pool.check(job, 5))["answer"]
    assert found.ending.how is End.DONE
    for record in found.records:
        np.testing.assert_allclose(record.value, [3, 1], atol=1e-3)


class Named:
    """Of book 1: keeps a velocity by key."""

    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        self.lr, self.momentum = lr, momentum
        self.v: Any = None

    def update(self, params: Any, grads: Any) -> None:
        if self.v is None:
            self.v = {key: np.zeros_like(value) for key, value in params.items()}
        for key in params:
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += self.v[key]


class Listed(Named):
    """Of book 2: keeps a velocity by place."""

    def update(self, params: Any, grads: Any) -> None:
        if self.v is None:
            self.v = [np.zeros_like(value) for value in params]
        for i in range(len(params)):
            self.v[i] = self.momentum * self.v[i] - self.lr * grads[i]
            params[i] += self.v[i]


class Faulty(Named):
    """Handles neither."""

    def update(self, params: Any, grads: Any) -> None:
        params.shape -= grads


KINDS = [lambda values: dict(zip("Wb", values, strict=True)), list]


@pytest.mark.parametrize("written", [Named, Listed])
@pytest.mark.parametrize("box", KINDS)
def test_what_an_optimizer_keeps_is_kept_from_step_to_step_in_either_container(written: Any, box: Any) -> None:
    held, expected = [np.ones((2, 3)), np.ones(3)], [np.ones((2, 3)), np.ones(3)]
    one, other = take_both(written)(lr=0.1), Momentum(lr=0.1)
    for step in range(1, 4):
        grads = [np.full((2, 3), float(step)), np.arange(3.0)]
        one.update(box(held), box(grads))
        other.update(expected, grads)
    for ours, theirs in zip(held, expected, strict=True):
        np.testing.assert_allclose(ours, theirs)


@pytest.mark.parametrize("written", [Named, Listed])
@pytest.mark.parametrize("box", KINDS)
def test_plain_numbers_are_replaced_in_the_container_that_came(written: Any, box: Any) -> None:
    params = box([1.0, 2.0])
    take_both(written)(lr=0.1).update(params, box([1.0, -1.0]))
    assert list(params.values() if isinstance(params, dict) else params) == pytest.approx([0.9, 2.1])


def test_it_is_told_which_container_is_handled_once_and_without_a_trace() -> None:
    optimizer = take_both(Listed)()
    optimizer.update({"W": np.ones(2)}, {"W": np.ones(2)})
    assert [v.shape for v in optimizer.v] == [(2,)]


def test_an_optimizer_that_handles_neither_raises_its_own_error() -> None:
    with pytest.raises(AttributeError, match="'dict' object has no attribute 'shape'"):
        take_both(Faulty)().update({"W": np.ones(2)}, {"W": np.ones(2)})


def test_it_goes_by_the_name_and_is_of_the_class_that_was_written() -> None:
    lent = take_both(Named)
    assert (lent.__name__, lent.__doc__, lent.__wrapped__) == ("Named", Named.__doc__, Named)
    assert isinstance(lent(), Named)
    assert take_both(len) is len
