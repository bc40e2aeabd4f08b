"""What the engine's tests share: an array module that is not NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.backend import ArrayModule
from engine.checking.strict import STRICT, StrictModule, raw


def _gpu() -> ArrayModule:
    cupy = pytest.importorskip("cupy", reason="CuPy is not installed")
    if not cupy.is_available():
        pytest.skip("no CUDA GPU here")
    return cupy


@pytest.fixture(params=["numpy", "strict", "cupy"])
def xp(request: pytest.FixtureRequest) -> ArrayModule:
    """NumPy, the strict stand-in, and CuPy where there is a GPU: the same tests for all three."""
    return {"numpy": lambda: np, "strict": lambda: STRICT, "cupy": _gpu}[request.param]()


@pytest.fixture
def strict() -> StrictModule:
    return STRICT


@pytest.fixture
def host() -> Callable[..., Any]:
    """Any module's array as a NumPy array, to compare it."""
    return lambda array: array.get() if hasattr(array, "get") else np.asarray(raw(array))
