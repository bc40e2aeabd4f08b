"""A workspace that an earlier version has written opens with this one, and nothing in it is missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.tutor.workspaces.make import gradlings, told
from tutor.session.context import open_learner
from tutor.storage.migrations import MIGRATIONS

KEPT = Path(__file__).parent / "workspaces"
FORMATS = sorted(folder.name for folder in KEPT.glob("format-*"))


@pytest.fixture(params=FORMATS)
def kept(request: pytest.FixtureRequest) -> Path:
    return KEPT / str(request.param)


@pytest.fixture
def work(kept: Path, tmp_path: Path) -> Path:
    """A copy, for opening brings a record up to date."""
    return Path(shutil.copytree(kept / "work", tmp_path / "work"))


@pytest.fixture
def then(kept: Path) -> Any:
    """What the version that wrote it told of it."""
    return json.loads((kept / "told.json").read_text("utf-8"))


def within(old: Any, new: Any) -> bool:
    """Whether all that was told is told still; a later version may tell more."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and within(value, new[key]) for key, value in old.items())
    if isinstance(old, list):
        return isinstance(new, list) and len(old) == len(new) and all(map(within, old, new))
    return bool(old == new)


def test_the_present_format_has_its_workspace() -> None:
    assert f"format-{len(MIGRATIONS)}" in FORMATS, "run tests/tutor/workspaces/make.py"


def test_an_old_workspace_opens_without_a_word(work: Path) -> None:
    learner = open_learner(workspace=str(work), environ={"GRADLINGS_CONFIG": str(work / "none.toml")})
    assert learner.notices == ()
    learner.store.close()


def test_an_old_workspace_holds_one_of_everything(then: Any) -> None:
    """The other tests here would be content with an empty one."""
    lessons = then["record"]["lessons"].values()
    for kind in ("history", "verdicts", "answers", "notes", "runs"):
        assert sum(len(lesson[kind]) for lesson in lessons) > 1 - (kind == "notes"), kind
    assert {saved["reason"] for lesson in lessons for saved in lesson["history"]} >= {"check", "external", "reset"}
    outcomes = {verdict["outcome"] for lesson in lessons for verdict in lesson["verdicts"]}
    assert outcomes >= {"passed", "wrong", "unfinished", "crashed"}
    assert then["record"]["bookmark"]["step"] == "mask"


def test_all_that_an_old_record_told_it_tells_still(work: Path, then: Any) -> None:
    now = told(work)["record"]
    for lesson, facts in then["record"]["lessons"].items():
        for kind, old in facts.items():
            assert within(old, now["lessons"][lesson][kind]), (lesson, kind)
    assert within(then["record"]["bookmark"], now["bookmark"])
    assert within(then["record"].get("drills", []), now["drills"])  # the first format had none


def test_the_commands_show_what_is_in_an_old_workspace(work: Path, then: Any) -> None:
    old, now = then["printed"], told(work)["printed"]
    before, after = ({row["lesson"]: row for row in json.loads(one["list --json"])} for one in (old, now))
    begun = {lesson for lesson, row in before.items() if row["state"] != "new"}
    for lesson in begun:
        assert [after[lesson][name] for name in STANDING] == [before[lesson][name] for name in STANDING]
    for command in ("history and-gate", "history relu-layer"):
        assert stamps(now[command]) == stamps(old[command]) != []
    assert {row for row in old["journal"].splitlines() if row.startswith("## ")} <= set(now["journal"].splitlines())
    assert "The mask is kept for backward. 逆伝播のため。" in now["journal"]
    assert then["record"]["lessons"]["from-scratch/and-gate"]["passed text"] in now["journal"]


STANDING = ("state", "passed_at", "hints", "file")


def stamps(history: str) -> list[list[str]]:
    """Number and time of each text in the output of `history`; its words may change."""
    return [line.split()[:3] for line in history.splitlines()]


def test_the_commands_take_an_old_pass_for_one(work: Path, tmp_path: Path) -> None:
    assert "def AND" in gradlings(work, "solution", "and-gate")
    gradlings(work, "export", str(tmp_path / "nets"))
    assert (tmp_path / "nets" / "nets" / "and_gate.py").exists()
    assert "passed" in gradlings(work, "check", "and-gate")
