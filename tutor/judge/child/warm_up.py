"""A dress rehearsal: one whole check before the first real one, so that no learner waits for code that runs cold."""

from __future__ import annotations

from typing import Any

from tutor.judge.child.checks import check
from tutor.judge.child.modules import engine_names
from tutor.judge.wire.frames import pack
from tutor.judge.wire.programs import with_code

LAYER = """
import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T)
"""

CHECKS = """
from engine.checking import check_layer


def checks(module, draw):
    args = {"x": (2, 3), "W": (3, 2), "b": (2,)}
    yield from check_layer(make=module.Affine, args=args, grads={"W": "dW", "b": "db"}, case="N=2", draw=draw)
"""


def warm_up(times: int) -> None:
    """Check a layer of our own, and pack what would be sent."""
    runs = [{"name": "rehearsal", "file": "rehearsal.py", "text": LAYER, "inlay_hints": True}] * times
    job = with_code({"runs": runs, "checks": CHECKS, "mine": [], "defines": ["Affine"], "seed": 0})

    def nowhere(header: dict[str, Any], blob: bytes = b"", later: bool = False) -> None:
        pack(header, blob)

    check(job, b"", nowhere, iter(()))
    engine_names()  # asked for where a lesson withholds a name, which this one does not
