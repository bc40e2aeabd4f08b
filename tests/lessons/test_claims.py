"""What the lessons say in numbers is what comes out when it is computed."""

from __future__ import annotations

import ast
import re
import runpy
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from engine.datasets import load_mnist
from engine.layers import Affine, Relu, Sigmoid, SoftmaxWithLoss
from engine.weights import load_weights
from tests.lessons.saying import FOLDER, said, text

LESSONS = sorted(file.parent.name for file in FOLDER.glob("*/stub.py"))


def imports(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
    return modules | names


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_stub_imports_nothing_that_its_model_answer_does_without(lesson: str) -> None:
    assert imports(FOLDER / lesson / "stub.py") <= imports(FOLDER / lesson / "solution.py")


# why-loss


def threes_and_fives(training: bool) -> tuple[Any, Any]:
    """Pictures (N, 28, 28), and whether each is a 5."""
    x, t = load_mnist(flatten=False)[0 if training else 1]
    asked = (t == 3) | (t == 5)
    return x[asked].reshape(-1, 28, 28), t[asked] == 5


def leftness(x: Any, first: int, last: int) -> Any:
    """How much more ink is on the left than on the right, in these rows, (N,)."""
    rows = x[:, first : last + 1]
    return rows[..., :14].sum(axis=(1, 2)) - rows[..., 14:].sum(axis=(1, 2))


def test_the_rule_by_hand_reads_as_many_as_the_lesson_says_and_so_it_does_two_rows_higher() -> None:
    x, is_5 = threes_and_fives(training=False)
    (share,) = said("why-loss", r"1\. a rule by hand everything (\d+) %")
    first, last = (int(row) for row in said("why-loss", r"in rows (\d+) to (\d+) of 28"))
    higher_first, higher_last, higher = said("why-loss", r"two rows higher, (\d+) to (\d+), the same rule gets (\d+) %")
    assert (first - 2, last - 2) == (higher_first, higher_last)
    assert round(100 * np.mean((leftness(x, first, last) > 0) == is_5)) == share
    assert round(100 * np.mean((leftness(x, first - 2, last - 2) > 0) == is_5)) == higher


def features(x: Any) -> Any:
    """The six measurements of the lesson, (N, 6)."""
    quarters = range(0, 28, 7)
    ink = (x[:, :7].sum(axis=(1, 2)), x[:, 21:].sum(axis=(1, 2)))
    return np.stack([*(leftness(x, start, start + 6) for start in quarters), *ink], axis=1).astype(float)


def test_six_features_with_learning_read_as_many_as_the_lesson_says() -> None:
    (share,) = said("why-loss", r"2\. features, plus learning what to measure (\d+) %")
    x, is_5 = threes_and_fives(training=True)
    mean, std = features(x).mean(axis=0), features(x).std(axis=0)
    z = np.column_stack([(features(x) - mean) / std, np.ones(len(x))])
    w = np.zeros(7)
    for _ in range(10):  # Newton's steps for the cross entropy of a sigmoid
        p = 1 / (1 + np.exp(-z @ w))
        w += np.linalg.solve((z.T * (p * (1 - p))) @ z, z.T @ (is_5 - p))
    x, is_5 = threes_and_fives(training=False)
    read = ((features(x) - mean) / std) @ w[:-1] + w[-1] > 0
    assert round(100 * np.mean(read == is_5)) == share


# mini-batch


class Digits:
    """784-50-10 with weights of size 0.05, as two-layer-net trains it: lr 0.1, batches of 100."""

    def __init__(self) -> None:
        (self.x, self.t), _ = load_mnist(normalize=True, flatten=True)
        self.rng = np.random.default_rng(0)
        first, second = ((self.rng.normal(size=size) * 0.05).astype(np.float32) for size in ((784, 50), (50, 10)))
        ends = np.zeros(50, np.float32), np.zeros(10, np.float32)
        self.layers = (Affine(first, ends[0]), Relu(), Affine(second, ends[1]))
        self.last = SoftmaxWithLoss()

    def loss(self, rows: Any = slice(None)) -> float:
        x = self.x[rows]
        for layer in self.layers:
            x = layer.forward(x)
        return float(self.last.forward(x, self.t[rows]))

    def gradient(self, rows: Any = slice(None)) -> Any:
        self.loss(rows)
        dout = self.last.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return np.concatenate([array.ravel() for array in self.slopes()])

    def weights(self) -> list[Any]:
        return [array for layer in self.layers if isinstance(layer, Affine) for array in (layer.W, layer.b)]

    def slopes(self) -> list[Any]:
        return [array for layer in self.layers if isinstance(layer, Affine) for array in (layer.dW, layer.db)]

    def step(self, rows: Any = slice(None)) -> None:
        self.gradient(rows)
        for weights, slope in zip(self.weights(), self.slopes(), strict=True):
            weights -= np.float32(0.1) * slope

    def angles(self) -> Any:
        """Between the way down by 100 digits and by all, for 50 batches, in degrees."""
        whole, rng = self.gradient(), np.random.default_rng(1)
        parts = [self.gradient(rng.choice(len(self.x), 100, replace=False)) for _ in range(50)]
        return np.degrees([np.arccos(g @ whole / np.linalg.norm(g) / np.linalg.norm(whole)) for g in parts])


def test_a_batch_is_as_rough_and_as_good_as_the_lesson_says() -> None:
    start, after_one, after_600 = said(
        "mini-batch",
        r"at the start ([\d.]+) after 1 step on all 60,000 ([\d.]+) after 600 steps .* the same price ([\d.]+)",
    )
    network = Digits()
    assert network.loss() == pytest.approx(start, abs=0.005)
    assert np.median(network.angles()) == pytest.approx(said("mini-batch", r"some (\d+) degrees off")[0], abs=4)
    kept = [array.copy() for array in network.weights()]
    network.step()
    assert network.loss() == pytest.approx(after_one, abs=0.005)
    for array, value in zip(network.weights(), kept, strict=True):
        array[...] = value
    for _ in range(600):
        network.step(network.rng.choice(len(network.x), 100))
    assert network.loss() == pytest.approx(after_600, abs=0.02)


def test_the_batches_of_the_table_are_off_by_what_the_lesson_says() -> None:
    truth, *drawn = said("mini-batch", r"all 60,000 digits ([\d.]+) over 100 of them, drawn at random" + r" ([\d.]+)" * 5)
    assert max(abs(loss - truth) for loss in drawn) == pytest.approx(said("mini-batch", r"largest is off by ([\d.]+)")[0])


# nand-computer and mnist-inference


def test_adders_are_made_of_as_many_nands_as_the_lesson_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    mine = ModuleType("mine")

    def nand(p: int, q: int) -> int:
        asked.append((p, q))
        return 1 - p * q

    vars(mine)["NAND"] = nand
    monkeypatch.setitem(sys.modules, "mine", mine)
    answer = runpy.run_path(str(FOLDER / "nand-computer" / "solution.py"))
    calls = (answer["half_adder"], (1, 0)), (answer["full_adder"], (1, 0, 1)), (answer["add8"], ([0] * 8, [1] * 8))
    counts = []
    for function, bits in calls:
        asked.clear()
        function(*bits)
        counts.append(len(asked))
    assert counts == said("nand-computer", r"(\d+) for the half adder, (\d+) for the full adder, (\d+) for eight places")


def test_the_network_that_reads_digits_has_the_numbers_and_the_right_answers_that_the_lessons_say() -> None:
    network = load_weights("SampleNet")
    (x, t), names = load_mnist(normalize=True, flatten=True)[1], (("W1", "b1"), ("W2", "b2"))
    for number in ("nand-computer", "mnist-inference"):
        assert sum(array.size for array in network.values()) == said(number, r"([\d,]+) (?:weights and biases|learned)")[0]
    wrong = [int(np.sum(read(network, names, pixels) != t)) for pixels in (255 * x, x)]
    assert wrong == said("mnist-inference", r"misreads (\d+) digits in the place of (\d+)")


def read(network: Any, hidden: tuple[tuple[str, str], ...], z: Any) -> Any:
    for W, b in hidden:
        z = Sigmoid().forward(z @ network[W] + network[b])
    return (z @ network["W3"] + network["b3"]).argmax(axis=1)


def test_pictures_that_fool_a_network_are_dated_by_those_who_first_showed_them() -> None:
    assert re.search(r"first shown in 2013, by Christian Szegedy", text("two-layer-net"))
    assert re.search(r"are of 2014: Ian Goodfellow", text("two-layer-net"))
