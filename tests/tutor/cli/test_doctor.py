from __future__ import annotations

from pathlib import Path

import pytest

from tutor.cli.doctor import Health, Surroundings, Symptom, examine
from tutor.model import Message
from tutor.text.messages import catalogue

ROOMY = Surroundings(interactive=True, colour=True, utf8=True, columns=100, rows=40)


def look(tmp_path: Path, around: Surroundings = ROOMY, **environ: str) -> dict[str, Symptom]:
    """What is found, by message key."""
    surroundings = {"GRADLINGS_CONFIG": str(tmp_path / "settings.toml"), "TERM": "xterm-256color", **environ}
    return {symptom.message.key: symptom for symptom in examine(around, str(tmp_path / "work"), surroundings)}


def test_nothing_is_ill_in_a_sound_installation(tmp_path: Path) -> None:
    assert [found for found in look(tmp_path).values() if found.health is Health.ILL] == []


def test_looking_makes_no_workspace_and_no_settings(tmp_path: Path) -> None:
    look(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_confinement_level_is_told_with_what_it_does_not_contain(tmp_path: Path) -> None:
    keys = look(tmp_path).keys()
    assert any(key.startswith("confine.level.") for key in keys)
    assert "confine.lacks.names" in keys


def test_a_kernel_that_refuses_a_layer_it_had_offered_is_ill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.judge.pool.Pool.weaker", Message("confine.weaker", {"asked": "x", "message": "y"}))
    assert look(tmp_path)["confine.weaker"].health is Health.ILL


def test_a_worker_that_cannot_be_started_is_ill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    assert look(tmp_path)["doctor.worker"].health is Health.ILL


@pytest.mark.parametrize(
    ("around", "key"),
    [
        (Surroundings(True, True, True, 20, 5), "doctor.terminal.small"),
        (Surroundings(False, False, True, 80, 24), "doctor.terminal.none"),
        (Surroundings(True, False, True, 80, 24), "doctor.colours.none"),
        (Surroundings(True, True, False, 80, 24), "doctor.utf8.none"),
    ],
)
def test_a_poor_terminal_is_worth_a_note(tmp_path: Path, around: Surroundings, key: str) -> None:
    assert look(tmp_path, around)[key].health is Health.NOTE


def test_no_color_is_respected_and_said(tmp_path: Path) -> None:
    assert "doctor.colours.off" in look(tmp_path, NO_COLOR="1")


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('theme = "purple"\n')
    found = look(tmp_path)["settings.not-one-of"]
    assert (found.health, found.message.facts["key"]) == (Health.ILL, "theme")


def test_a_workspace_that_is_a_file_is_ill(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("")
    assert look(tmp_path)["workspace.not-a-folder"].health is Health.ILL


def test_everything_that_can_be_said_has_words_in_every_language(tmp_path: Path) -> None:
    keys = {key for key in look(tmp_path) if key.startswith("doctor.")}
    assert all(key in catalogue(language) for key in keys for language in ("en", "ja"))


def test_the_command_line_speaks_the_same_keys_in_every_language() -> None:
    english, japanese = (
        {key for key in catalogue(language) if key.startswith(("cli.", "doctor.", "plain."))} for language in ("en", "ja")
    )
    assert english == japanese
