"""Runs against any module that defines SoftmaxWithLoss; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, check_call, check_loss
from engine.checking.observations import attempt

K = 5
FAR_APART = [[1000.0, 0.0, -1000.0], [-1001.0, -2000.0, -1000.0]]  # nothing of a row remains beside the other's maximum
ANSWERS = [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]  # the first is all but ruled out by its scores


def checks(module, draw):
    for N in (3, 1, 7):
        yield from loss(module, draw, f"N={N}", (N, K), draw.one_hot(f"t of {N}", N, K))
    yield from far_apart(module)
    yield from loss(module, draw, "labels", (3, K), draw.labels("labels", 3, K), beyond=True)
    yield from loss(module, draw, "one datum", (K,), draw.one_hot("t", 1, K)[0], beyond=True)


def loss(module, draw, case, x, t, *, beyond=False):
    return check_loss(make=lambda: module.SoftmaxWithLoss(), x=x, t=t, case=case, draw=draw, beyond=beyond)


def far_apart(module):
    """The loss has to be finite; how large it is, depends on the small number that somebody adds to y."""
    layer = module.SoftmaxWithLoss()

    def forward():
        return layer.forward(np.array(FAR_APART), np.array(ANSWERS))

    yield Observation("far apart/loss/value", "forward", "like", attempt(forward))
    yield from check_call(lambda: layer.backward(), case="far apart", variable="dx")
