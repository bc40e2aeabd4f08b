"""The measure of trust: what counts as misnamed."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tutor.model import Message, Outcome, Stage, Verdict

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def trust(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(sys, "path", [*sys.path, str(BENCH)])
    return import_module("trust")


def verdict(message: Message) -> Verdict:
    return Verdict("lesson", Outcome.WRONG, Stage.FORWARD, message, 0)


PLAIN = Message("forward.differs", {})


def mended(becomes: str, line: int = 3) -> Verdict:
    first = Message("mend.instead", {"was": "x", "becomes": becomes})
    return verdict(Message("mended", {"what": PLAIN, "line": line, "first": first, "end": Message("mend.all")}))


def misnamed(trust: Any, one: Verdict, other: Verdict) -> bool:
    return bool(trust.Judged("lesson", None, one, other).misnamed)


def test_two_seeds_that_name_two_changes_misname(trust: Any) -> None:
    assert misnamed(trust, mended("-x"), mended("x.T"))
    assert misnamed(trust, mended("-x"), mended("-x", line=4))


def test_a_change_that_another_seed_names_too_or_does_not_find_is_no_misnaming(trust: Any) -> None:
    assert not misnamed(trust, mended("-x"), mended("-x"))
    assert not misnamed(trust, mended("-x"), verdict(PLAIN))
