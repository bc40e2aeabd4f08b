"""What never came, taken for a value, gives the exception of the code under check once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.checking import Raised
from engine.checking.observations import attempt


def init_network() -> Any:
    raise KeyError("W1")


@pytest.mark.parametrize(
    "use",
    [sorted, len, dict, np.asarray, float, list, lambda got: got["W1"], lambda got: got.params, lambda got: got + 1],
)
def test_a_check_that_goes_on_with_it_tells_of_the_learners_own_exception(use: Callable[[Any], Any]) -> None:
    found = attempt(lambda: use(attempt(init_network)))
    assert isinstance(found, Raised)
    assert isinstance(found.error, KeyError)


def test_the_line_in_which_it_was_raised_stays_the_innermost() -> None:
    trace = attempt(lambda: sorted(attempt(init_network))).error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    assert trace.tb_frame.f_code.co_name == "init_network"
