"""A gradient on its own: a long backward is written part by part, and each part is worth a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.checking.calls import ATOL, RTOL, copies, draw_inputs
from engine.checking.layers import LayerCase
from engine.checking.observations import Array, Draw, Observation, Observations, attempt


def check_alone(
    *, make: Callable[..., Any], args: Mapping[str, Any], grads: Mapping[str, str], variable: str, case: str, draw: Draw
) -> Observations:
    """What a backward leaves behind for one variable, whatever is missing of the others.

    make, args, grads: as for `check_layer`. variable: one of `grads`. A backward that has left its gradient there may go on
    to raise NotImplementedError, or return nothing.
    """
    layer = LayerCase(make, args, grads)
    values, source = draw_inputs(args, draw.at(case)), draw.at(case)

    def gradient() -> Any:
        built = layer.build(copies(values))
        dout = source("dout", np.shape(layer.forward(built, copies(values))))
        return _left(layer, built, dout, variable)

    yield Observation(f"{case}/d{variable}/value", "gradient", "same", attempt(gradient), RTOL, ATOL)


def _left(layer: LayerCase, built: Any, dout: Array, variable: str) -> Any:
    try:
        return layer.backward(built, np.array(dout))[variable]
    except NotImplementedError:
        found = layer.held(built)[variable]
        if found is None or not np.any(found):  # nothing, or the zeros that a list of gradients begins with
            raise
        return found
