"""What a command says of the workers it runs code in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tutor.cli.conftest import LESSONS
from tutor.cli.entry import run
from tutor.judge.confinement.confine import Level

SAID = "refused a part of the protection"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADLINGS_WORKSPACE", str(tmp_path / "work"))
    monkeypatch.setenv("GRADLINGS_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    return tmp_path


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that refuses what it had offered, as the workers then report it."""
    monkeypatch.setattr("tutor.judge.process._level", lambda _: Level.RLIMITS)


@pytest.fixture
def passed(home: Path) -> None:
    """and-gate and softmax, both passed."""
    for lesson, place in (("and-gate", "perceptrons/and_gate.py"), ("softmax", "")):
        run(["check", lesson])
        files = [home / "work" / place] if place else list((home / "work").glob("*/softmax.py"))
        files[0].write_text((LESSONS / lesson / "solution.py").read_text("utf-8"), "utf-8")
        run(["check", lesson])


@pytest.mark.usefixtures("refusing")
@pytest.mark.parametrize("command", ["check and-gate", "check and-gate --json", "lab and-gate --frames 1"])
def test_a_protection_weaker_than_offered_is_said_once(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(command.split())
    assert capsys.readouterr().err.count(SAID) == 1


@pytest.mark.usefixtures("passed")
def test_verify_says_it_once_for_many_workers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("tutor.judge.process._level", lambda _: Level.RLIMITS)
    capsys.readouterr()
    assert run(["verify"]) == 0
    assert capsys.readouterr().err.count(SAID) == 1


def test_where_all_is_as_offered_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "and-gate"])
    assert SAID not in capsys.readouterr().err
