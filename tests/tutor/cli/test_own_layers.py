"""What an earlier lesson's passed code does to a later lesson's, all the way through the command."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
WRITES = """
class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout
"""
BLOCK = """
class Residual:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        y = x
        for layer in self.layers:
            y = layer.forward(y)
        return x + y

    def backward(self, dout):
        dx = {handed}
        for layer in reversed(self.layers):
            dx = layer.backward(dx)
        return {sum}
"""
WAYS = ("dx + dout", "dout + dx")


@pytest.fixture
def writing(own: Path, gradlings: Run) -> None:
    """The learner has passed relu-layer with a Relu that writes into dout."""
    own.write_text(WRITES)
    assert gradlings("check", "relu-layer").returncode == 0


def judged(gradlings: Run, work: Path, handed: str, result: str) -> Any:
    """The verdict on the learner's own file, which alone is run beside what the learner has passed."""
    gradlings("check", "residual-block")  # makes it from the stub
    (file,) = work.rglob("residual_block.py")
    file.write_text(BLOCK.format(handed=handed, sum=result))
    return json.loads(gradlings("check", "residual-block", "--json").stdout)


@pytest.mark.usefixtures("writing")
@pytest.mark.parametrize("result", WAYS)
def test_a_skip_that_ones_own_relu_writes_into_is_named(gradlings: Run, work: Path, result: str) -> None:
    found = judged(gradlings, work, "dout", result)
    assert (found["outcome"], found["mistake"]) == ("wrong", "relu-writes-into-dout")
    assert "`dout.copy()`" in found["message"]


@pytest.mark.usefixtures("writing")
def test_a_copy_for_the_layers_makes_it_pass_with_that_very_relu(gradlings: Run, work: Path) -> None:
    found = judged(gradlings, work, "dout.copy()", "dout + dx")
    assert (found["outcome"], found["notes"]) == ("passed", [])


def test_where_ones_relu_writes_into_nothing_the_same_block_passes_with_a_note(gradlings: Run, work: Path) -> None:
    found = judged(gradlings, work, "dout", "dout + dx")
    assert (found["outcome"], found["mistake"]) == ("passed", None)
    assert any("writes into dout" in note for note in found["notes"])
