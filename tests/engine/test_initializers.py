import numpy as np
import pytest

from engine.initializers import init_weights, std_of


@pytest.mark.parametrize(("kind", "std"), [("he", (2 / 400) ** 0.5), ("xavier", (1 / 400) ** 0.5), (0.01, 0.01), (1, 1)])
def test_weights_have_the_spread_of_their_rule(kind: float | str, std: float) -> None:
    W = init_weights(400, 300, kind, np.random.default_rng(0))
    assert W.shape == (400, 300)
    assert W.dtype == np.float32
    assert W.std() == pytest.approx(std, rel=0.01)


def test_zeros_are_zeros() -> None:
    assert not init_weights(3, 2, "zeros", np.random.default_rng(0)).any()


def test_the_books_words_for_a_rule_work() -> None:
    assert std_of("ReLU", 8) == std_of("he", 8) == 0.5
    assert std_of("sigmoid", 4) == std_of("xavier", 4) == 0.5


def test_an_unknown_rule_names_those_there_are() -> None:
    with pytest.raises(ValueError, match='"magic" is unknown: give a number or one of zeros, xavier, he'):
        std_of("magic", 4)
