"""Memory filled to the brim in every shape: one true sentence with a line of the learner's, and no trace of ours."""

from __future__ import annotations

import asyncio
from textwrap import indent
from typing import Any

import pytest

from tutor.judge.diagnosis.diagnose import Subject, explain_crash
from tutor.judge.patience import placed
from tutor.judge.pool import Pool
from tutor.model import Crash, End, Ending, Frame, Message, ObservationName, Place, Record, Recording, Stage

CHECKS = """
from engine.checking import check_call
def checks(module, draw):
    yield from check_call(module.answer, case="N=1")
"""
ANSWER = """import numpy as np
HELD = []
def answer():
{body}
    return np.ones(1000).sum()
"""
TO_THE_BRIM = """for size in (1 << 20, 1 << 16, 1 << 12, 1 << 8, 16):
    try:
        while True: {keep}(bytearray(size))
    except {caught}: pass"""
SHAPES = {
    "bytes": "while True: HELD.append(bytes(1 << 20))",
    "a text that grows": "text = 'x' * (1 << 26)\nwhile True: text += text",
    "arrays": "while True: HELD.append(np.ones(1 << 18))",
    "many small arrays": "while True: HELD.append(np.ones(1 << 10))",
    "almost all at once, then little": "held = [bytearray(490 << 20)]\nwhile True: held.append([])",
    "a dict": "held = {0: bytearray(480 << 20)}\nwhile True: held[len(held)] = str(len(held))",
    "a chain of tuples": "node = bytearray(480 << 20)\nwhile True: node = (node,)",
    "except without a name": TO_THE_BRIM.format(keep="HELD.append", caught="BaseException"),
    "except MemoryError": TO_THE_BRIM.format(keep="HELD.append", caught="MemoryError"),
    "arrays joined": "a = np.ones(1000)\nwhile True: a = np.concatenate([a, a])",
    "recursion with arrays": "def f(): return np.ones(1 << 20), f()\nf()",
    "a set": "held = {bytes(480 << 20)}\nwhile True: held.add(len(held))",
    "an error of it": "try:\n    while True: HELD.append(bytes(1 << 16))\nexcept MemoryError as e: raise OSError from e",
}


async def crash_of(body: str) -> Crash:
    text = ANSWER.format(body=indent(body, "    "))
    job: dict[str, Any] = {
        "kind": "check",
        "runs": [{"name": "answer", "file": "answer.py", "text": text}],
        "checks": CHECKS,
        "mine": [],
        "defines": ["answer"],
        "seed": 0,
    }
    async with Pool(spares=0) as pool:
        run = (await pool.check(job, 20.0))["answer"]
    assert run.ending.how in (End.DONE, End.RAISED), run.ending
    crash = next((record.value for record in run.records if isinstance(record.value, Crash)), run.ending.crash)
    assert crash is not None
    return crash


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_filling_memory_is_told_with_a_line(body: str) -> None:
    crash = asyncio.run(crash_of(body))
    said = explain_crash(Subject("y", "", ""), crash)

    assert said.key in ("run.memory-at", "run.memory-held", "run.memory-near", "run.raised.bare"), (said, crash)
    assert 2 <= said.facts["line"] <= len(body.splitlines()) + 4


def test_memory_that_is_given_back_is_no_fault() -> None:
    caught = "try:\n    held = []\n    while True: held.append(bytes(1 << 20))\nexcept MemoryError: del held"
    with pytest.raises(AssertionError):
        asyncio.run(crash_of(caught))


def test_a_line_that_python_lost_is_the_one_where_memory_was_filled() -> None:
    lost, own = Crash("MemoryError"), Crash("MemoryError", frames=(Frame("f", Place(9)),))
    name = ObservationName.parse("N=1/y/value")
    records = tuple(Record(name, Stage.FORWARD, "like", value, 0.0, 0.0, False, ()) for value in (lost, own, 1.0))
    told = placed(Recording(records, Ending(End.RAISED, lost)), Frame("answer", Place(5)))

    assert [
        record.value.place.line for record in told.records if isinstance(record.value, Crash) and record.value.place
    ] == [5, 9]
    assert told.records[2].value == 1.0
    assert told.ending.crash is not None
    assert explain_crash(Subject("y", "", ""), told.ending.crash).key == "run.memory-near"
    assert explain_crash(Subject("y", "", ""), lost) == Message(
        "run.memory", {"variable": "y", "case": "", "type": "MemoryError", "text": ""}
    )
