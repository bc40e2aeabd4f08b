"""Inlay hints: what each statement of the first forward and backward held, traced in a real worker."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.judge.recorder import Recorder
from tutor.judge.wire.frames import BadFrame
from tutor.model import InlayHint, Lesson, Outcome

from .test_assess import SEED, assessor, catalog, check, lesson, solution

__all__ = ["assessor", "catalog", "lesson", "solution"]  # fixtures

TEXT = """import numpy as np
def f(x):
    a, b = x.T, x.sum()
    for row in x:
        last = row * 2
    x2 = x.copy()
    x2[0] = 0
    x2 += (
        1
    )
    squares = [float(v) ** 2 for v in a[0]]
    if b is None:
        never = x
    n: int = len(x)
    name = "text"
    return x2, a
"""
CHECKS = """
from engine.checking import check_function
def checks(module, draw):
    for N in (2, 5):
        yield from check_function(module.f, args={"x": (N, 3)}, case=f"N={N}", draw=draw)
"""


async def held(text: str, checks: str = CHECKS, **run: bool) -> dict[int, str]:
    runs = [{"name": "answer", "file": "f.py", "text": text, "inlay_hints": True, **run}]
    job = {"kind": "check", "runs": runs, "checks": checks, "mine": [], "defines": ["f"], "seed": 0}
    async with Pool(spares=0) as pool:
        found = (await pool.check(job, 2))["answer"]
    return {inlay_hint.line: inlay_hint.text for inlay_hint in found.inlay_hints}


async def test_each_statement_that_ran_in_the_first_case_ends_in_its_shape() -> None:
    found = await held(TEXT)
    number = found.pop(3)
    assert number.startswith("(3, 2), ")
    assert found == {5: "(3,)", 6: "(2, 3)", 7: "(2, 3)", 10: "(2, 3)", 11: found[11], 14: "2", 16: "(2, 3), (3, 2)"}


async def test_a_line_that_raised_has_no_ghost_and_those_before_it_do() -> None:
    assert await held("def f(x):\n    a = x.T\n    b = a @ a\n    return b\n") == {2: "(3, 2)"}


async def test_a_statement_of_several_lines_that_raised_has_no_ghost() -> None:
    assert await held("import numpy as np\ndef f(x):\n    x = np.dot(\n        x,\n        x)\n    return x\n") == {}


async def test_an_endless_number_of_lines_is_not_followed_to_its_end() -> None:
    text = "def f(x):\n    n = 0\n    while n < 100_000:\n        n += 1\n    y = x\n    return y\n"
    found = await held(text)
    assert 0 < int(found[4]) < 100_000


async def test_a_value_that_bites_has_no_ghost() -> None:
    text = (
        "class Evil:\n    __len__ = __repr__ = __format__ = exit\ndef f(x):\n    e = Evil()\n    y = x * 1\n    return y\n"
    )
    assert await held(text) == {5: "(2, 3)", 6: "(2, 3)"}


async def test_runs_that_do_not_ask_have_none() -> None:
    assert await held(TEXT, inlay_hints=False) == {}


@pytest.mark.asyncio(loop_scope="session")
async def test_the_verdict_on_a_layer_carries_its_ghosts(assessor: Assessor, lesson: Lesson, solution: str) -> None:
    found = await check(assessor, lesson, solution)
    lines = solution.splitlines()
    told = {lines[inlay_hint.line - 1].split("#")[0].strip(): inlay_hint.text for inlay_hint in found.inlay_hints}
    assert found.outcome is Outcome.PASSED
    assert told["return self.x @ self.W + self.b"] == "(3, 5)"
    assert told["self.dW = self.x.T @ dout"] == "(4, 5)"
    assert told["self.db = dout.sum(axis=0)"] == "(5,)"
    assert told["dx = dout @ self.W.T"] == "(3, 4)"


@pytest.mark.parametrize("lines", [None, [[1]], [["1", "x"]], [[0, "x"]], [[1, 2]], [[1, "x"]] * 10_001])
def test_forged_ghosts_are_refused(lines: list[Any] | None) -> None:
    with pytest.raises(BadFrame):
        Recorder().hear({"t": "inlay_hints", "run": "answer", "lines": lines}, b"")


def test_a_ghost_is_a_line_and_a_text() -> None:
    assert InlayHint(3, "(2,)").text == "(2,)"
    assert SEED
