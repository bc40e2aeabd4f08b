"""Every case of the table in a real, confined worker: a clear verdict within the limit, and nothing left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tutor.model import Verdict
from tutor.words import Words

from .cases import CASES, Case

Judge = Callable[[str], Awaitable[Verdict]]


def children() -> set[int]:
    """The processes that this one has started and that are not gone."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return {int(pid) for pid in listed.read_text().split()} if listed.exists() else set()


def scratch_folders() -> set[str]:
    return {name for name in os.listdir(tempfile.gettempdir()) if name.startswith("gradlings-")}


@pytest.fixture
def nothing_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = children()
    yield
    assert children() <= before
    assert scratch_folders() == set()


@pytest.mark.usefixtures("nothing_left_behind")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_hostile_code_gets_a_clear_verdict_and_leaves_nothing_behind(case: Case, judge: Judge, words: Words) -> None:
    found = await judge(case.text)

    sentence = words.say(found.message)
    assert (found.outcome, found.message.key) == (case.outcome, case.key), sentence
    assert "{" not in sentence
    assert "Traceback" not in sentence
    assert len(sentence) < 700
