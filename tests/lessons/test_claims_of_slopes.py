"""What the lessons say of gradients, of their price and of their faults is what comes out when it is computed."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.checking import Draw
from engine.datasets import load_spiral
from engine.gradients import numerical_gradient
from engine.layers import Affine, Sigmoid
from tests.lessons.saying import FOLDER, said, text

# The price of a gradient


class Counted(np.ndarray[Any, Any]):
    """An array that counts the multiplications of its matrix products."""

    products = 0

    def __array_ufunc__(self, ufunc: np.ufunc, method: Any, *inputs: Any, **options: Any) -> Any:
        plain = [np.asarray(value) for value in inputs]
        if ufunc is np.matmul:
            Counted.products += plain[0].size * plain[1].shape[-1]
        made = getattr(ufunc, method)(*plain, **{name: value for name, value in options.items() if name != "out"})
        return np.asarray(made).view(Counted)


def multiplications(run: Callable[[], object]) -> int:
    Counted.products = 0
    run()
    return Counted.products


def test_a_gradient_of_the_two_layer_network_multiplies_as_often_as_three_losses() -> None:
    kinds = runpy.run_path(str(FOLDER / "affine-layer" / "solution.py"))["Affine"]
    first, second = (kinds(np.ones(size).view(Counted), np.zeros(size[1]).view(Counted)) for size in ((784, 50), (50, 10)))
    x = np.ones((1, 784)).view(Counted)
    forward = multiplications(lambda: second.forward(first.forward(x)))
    backward = multiplications(lambda: first.backward(second.backward(np.ones((1, 10)).view(Counted))))
    assert [forward, backward - forward] == said(
        "two-layer-net", r"that is ([\d,]+) multiplications forward; back it is ([\d,]+) for the weights"
    )
    (losses,) = said("two-layer-net", r"one step would take ([\d,]+) losses")
    (factor,) = said("two-layer-net", r"That factor, ([\d,]+), is")
    assert (forward + backward) / forward == 3
    assert losses / 3 == pytest.approx(factor, rel=0.03)


PRICES = {
    "numerical-gradient": r"for the price of about (\w+) calls",
    "two-layer-net-numerical": r"All slopes for the price of (\w+) losses",
    "gradient-check": r"one forward and the way back cost about as much as (\w+)\.",
    "apple-orange": r"with the forward before it, (\w+)\.",
    "two-layer-net": r"Yours costs about as much as (\w+):",
}


@pytest.mark.parametrize("lesson", PRICES)
def test_backpropagation_has_one_price_in_all_lessons(lesson: str) -> None:
    found = re.search(PRICES[lesson], text(lesson))
    assert found
    assert found[1] == "three"


# numerical-gradient


def error(h: float) -> float:
    """Of the central difference of x^3 at 2."""
    return abs(((2 + h) ** 3 - (2 - h) ** 3) / (2 * h) - 12)


def test_the_lesson_on_numerical_gradients_says_which_h_and_why_none_smaller() -> None:
    pairs = re.search(
        r"leaves an error of (\S+) with h = (\S+), of (\S+) with (\S+), of (\S+) with (\S+), and with (\S+) the",
        text("numerical-gradient"),
    )
    assert pairs
    *pairs_of_three, none = (float(number) for number in pairs.groups())
    assert pairs_of_three[1] == said("numerical-gradient", r"In your code take h = (\S+),")[0] == 1e-4
    for told, h in zip(pairs_of_three[::2], pairs_of_three[1::2], strict=True):
        assert np.log10(error(h)) == pytest.approx(np.log10(told), abs=0.3)
    assert error(none) == 12
    assert error(0.1) == pytest.approx(said("numerical-gradient", r"for x\^3 it is off by ([\d.]+\d)")[0])


# matmul-layer and bug-hunt


def test_one_answer_alone_holds_the_numbers_of_dw_in_the_wrong_places() -> None:
    quiz = (FOLDER / "matmul-layer" / "en.md").read_text("utf-8").split("## Quiz square")[1].split("##")[0]
    rng = np.random.default_rng(0)
    arrays = {name: rng.normal(size=(3, 3)) for name in ("x", "W", "dout")}
    dW, right = arrays["x"].T @ arrays["dout"], []
    for mark, answer in re.findall(r"- \[(.)\] (.+?)\. ", quiz):
        value = eval(answer, {}, arrays)
        if np.allclose(np.sort(value, axis=None), np.sort(dW, axis=None)) and not np.allclose(value, dW):
            right.append(mark)
    assert "holds the numbers of dW, but in the wrong places" in quiz.splitlines()[0]
    assert right == ["x"]


def planted() -> Any:
    return runpy.run_path(str(FOLDER / "bug-hunt" / "lab.py"))


def wrong_in_the_whole(network: Any, x: Any, t: Any) -> list[str]:
    """The layers whose gradients, dW or db, are wrong when the network is checked as one."""

    def loss(_: object = None) -> float:
        y = x
        for layer in network.layers.values():
            y = layer.forward(y)
        return float(network.last.forward(y, t))

    loss()
    dout = network.last.backward()
    for layer in reversed(network.layers.values()):
        dout = layer.backward(dout)
    return [
        name
        for name, layer in network.layers.items()
        if isinstance(layer, Affine)
        and not all(
            np.allclose(numerical_gradient(loss, array), gradient, rtol=1e-4, atol=1e-6)
            for array, gradient in ((layer.W, layer.dW.copy()), (layer.b, layer.db.copy()))
        )
    ]


def suspects(names: list[str], wrong: list[str]) -> list[str]:
    """From the last layer with wrong weights to the next one that has weights, both with what is between."""
    start = names.index(wrong[-1])
    beyond = [index for index in range(start + 1, len(names)) if names[index].startswith("Affine")]
    return names[start : (beyond[0] if beyond else len(names)) + 1]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_the_culprit_is_one_of_the_suspects_that_the_lesson_names(number: int) -> None:
    lab = planted()
    network, (x, t) = lab["Network"](Draw(0), lab["PLANTED"][number]), load_spiral(dtype=np.float64)
    rows = [row for row in range(0, len(x), 29) if np.abs(network.layers["Affine1"].forward(x[row : row + 1])).min() > 1e-3][
        :5
    ]
    (culprit,) = lab["PLANTED"][number]
    assert culprit in suspects(list(network.layers), wrong_in_the_whole(network, x[rows], t[rows]))


def test_the_quiz_on_the_culprit_suspects_the_nearer_layer_too() -> None:
    quiz = (FOLDER / "bug-hunt" / "en.md").read_text("utf-8").split("## Quiz culprit")[1].split("##")[0]
    assert re.search(r"- \[x\] At layers 2 and 3, and at what stands between", quiz)


# Losses that leave y - t


def half_squares(a: Any, t: Any) -> Any:
    return 0.5 * np.sum((a - t) ** 2)


def yes_or_no(a: Any, t: Any) -> Any:
    y = Sigmoid().forward(a)
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))


@pytest.mark.parametrize(("loss", "output"), [(half_squares, lambda a: a), (yes_or_no, lambda a: Sigmoid().forward(a))])
def test_softmax_is_not_alone_in_leaving_y_minus_t(loss: Callable[[Any, Any], Any], output: Callable[[Any], Any]) -> None:
    a, t = np.array([0.3, -1.2, 2.0]), np.array([1.0, 0.0, 0.0])
    np.testing.assert_allclose(numerical_gradient(lambda _: loss(a, t), a), output(a) - t, atol=1e-7)
    assert "No other loss" not in text("softmax-with-loss")
