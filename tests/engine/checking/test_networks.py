"""A network under check: weights that we choose, and only the methods that are asked for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from engine.checking import Draw, check_network
from engine.checking.networks import METHODS, NetworkCase
from engine.networks.two_layer import TwoLayerNet

X, T = np.ones((2, 3)), np.eye(2)


def make() -> Any:
    return TwoLayerNet(3, 4, 2, dtype=np.float64)


def test_a_parameter_is_lowered_once_it_is_drawn_and_the_others_are_not() -> None:
    plain, lowered = (NetworkCase(make, X, T, by).weights(Draw(0)) for by in ({}, {"b1": 1.5}))
    np.testing.assert_allclose(lowered["b1"], plain["b1"] - 1.5)
    assert all(np.array_equal(lowered[name], plain[name]) for name in ("W1", "W2", "b2"))


def test_a_method_that_is_not_asked_for_is_not_called() -> None:
    methods = {name: method for name, method in METHODS.items() if name != "accuracy"}
    names = [seen.name for seen in check_network(make=make, x=X, t=T, case="one", draw=Draw(0), methods=methods)]
    assert any("/loss/" in name for name in names)
    assert not any("accuracy" in name for name in names)


def test_a_network_without_the_method_that_is_asked_for_gives_what_it_raised() -> None:
    def bare() -> Any:
        return SimpleNamespace(params={"W1": np.ones(2)})

    (raised,) = (
        seen
        for seen in check_network(make=bare, x=X, t=T, case="one", draw=Draw(0))
        if seen.name.endswith("predict/value") or "y" in seen.name.split("/")
    )
    assert "predict" in str(raised.value.error)
