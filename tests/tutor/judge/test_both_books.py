"""A network typed from either book runs on the learner's layers, whichever book those were typed from."""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from tutor.judge.child.modules import install_mine

BOOK1 = """
import numpy as np

class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW = self.db = None

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T
"""
BOOK2 = """
import numpy as np

class Affine:
    def __init__(self, W, b):
        self.params, self.grads = [W, b], [np.zeros_like(W), np.zeros_like(b)]

    def forward(self, x):
        self.x = x
        return x @ self.params[0] + self.params[1]

    def backward(self, dout):
        self.grads[0][...], self.grads[1][...] = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.params[0].T
"""
W, B = np.arange(6.0).reshape(2, 3), np.ones(3)
X, DOUT = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]])


@pytest.fixture
def mine() -> Iterator[Any]:
    """Installs a text as the learner's Affine."""
    before = {name: module for name, module in sys.modules.items() if name == "mine" or name.startswith("common")}

    def install(text: str) -> ModuleType:
        install_mine([{"file": "affine.py", "text": text, "names": ["Affine"]}] if text else [])
        return sys.modules["mine"]

    yield install
    sys.modules.update(before)


def trained(layer: Any) -> Any:
    layer.forward(X)
    layer.backward(DOUT)
    return layer


@pytest.mark.parametrize("text", [BOOK1, BOOK2, ""], ids=["Book 1", "Book 2", "the engine's"])
def test_a_layer_answers_to_the_names_of_both_books(mine: Any, text: str) -> None:
    layer = mine(text).Affine(W.copy(), B.copy())
    params, grads = list(layer.params), list(layer.grads)
    trained(layer)
    assert params[0] is layer.W
    assert params[1] is layer.b
    for listed, attribute, wanted in zip(grads, (layer.dW, layer.db), (X.T @ DOUT, DOUT.sum(axis=0)), strict=True):
        assert np.array_equal(listed, wanted)
        assert np.array_equal(attribute, wanted)


def test_the_lists_are_filled_by_every_backward(mine: Any) -> None:
    layer = mine(BOOK1).Affine(W.copy(), B.copy())
    grads = layer.grads
    trained(layer)
    layer.backward(2 * DOUT)
    assert grads is layer.grads
    assert np.array_equal(grads[0], 2 * X.T @ DOUT)


def test_a_layer_that_nobody_asks_for_lists_stays_as_it_was(mine: Any) -> None:
    layer = trained(mine(BOOK1).Affine(W.copy(), B.copy()))
    assert set(vars(layer)) == {"W", "b", "dW", "db", "x"}


def test_a_copied_layer_fills_lists_of_its_own(mine: Any) -> None:
    layer = mine(BOOK1).Affine(W.copy(), B.copy())
    grads = layer.grads
    trained(copy.deepcopy(layer))
    assert not grads[0].any()


def test_a_layer_without_weights_has_empty_lists(mine: Any) -> None:
    assert (mine("").Sigmoid().params, mine("").Sigmoid().grads) == ([], [])


def test_a_name_that_neither_book_has_is_missing_as_before(mine: Any) -> None:
    with pytest.raises(AttributeError, match="'Affine' object has no attribute 'weights'"):
        _ = mine(BOOK2).Affine(W, B).weights


@pytest.mark.parametrize(
    "text", ["from common import config", "import common.config as config", "from common.config import GPU"]
)
def test_the_switch_of_book_2_is_found_by_every_way_to_it(mine: Any, text: str) -> None:
    mine("")
    names: dict[str, Any] = {}
    exec(text, names)
    assert names.get("GPU") is False or names["config"].GPU is False
