"""Everything that the command line says exists in every language, and the option for the language reaches every face."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from rich.cells import cell_len

import tutor
from tutor.cli.entry import run
from tutor.cli.parser import COMMANDS, read
from tutor.session.context import open_learner
from tutor.storage.lock import Lease
from tutor.text.messages import Words, sentence
from tutor.ui.app import GradlingsApp

LOCALE = Path(tutor.__file__).parent / "locale"


def catalogue(language: str) -> dict[str, str]:
    """Every sentence of a language, whatever file it stands in."""
    files = sorted((LOCALE / language).glob("*.toml"))
    return {key: value for file in files for key, value in tomllib.loads(file.read_text("utf-8")).items()}


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences_in_the_same_order() -> None:
    assert list(catalogue("ja")) == list(catalogue("en"))


@pytest.mark.parametrize("key", catalogue("en"))
def test_a_sentence_states_the_same_facts_in_both_languages(key: str) -> None:
    assert facts(catalogue("ja")[key]) == facts(catalogue("en")[key])


def test_every_command_is_explained() -> None:
    assert {f"cli.help.{name}" for name in COMMANDS} <= catalogue("en").keys()


@pytest.mark.parametrize("asked", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=lambda asked: asked[0])
def test_japanese_help_keeps_within_the_terminal(
    asked: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        read(asked, Words("ja"))
    assert [line for line in capsys.readouterr().out.splitlines() if cell_len(line) > 80] == []


async def test_the_language_of_one_visit_outlives_a_change_of_another_setting(tmp_path: Path) -> None:
    environ = {"GRADLINGS_CONFIG": str(tmp_path / "settings.toml"), "LANG": "en_US.UTF-8"}
    learner = open_learner(workspace=str(tmp_path / "work"), environ=environ)
    app = GradlingsApp(learner, Lease(), speak="ja")
    async with app.run_test(size=(80, 24)):
        app.change("theme", "light")
        assert app.words.language == "ja"
        app.change("language", "en")
        assert app.words.language == "en"


@pytest.mark.parametrize(
    "asked", [["--language", "ja", "check", "--help"], ["check", "--help", "--language=ja"]], ids=" ".join
)
def test_help_is_told_in_the_language_that_is_asked_for_with_it(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(asked) == 0
    told = capsys.readouterr().out
    assert told.startswith(Words("ja")("cli.help.usage"))
    assert re.findall("[a-z]{4,} [a-z]{3,}", told) == ["gradlings check"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_sentence_read_by_itself_is_the_catalogues(language: str) -> None:
    assert {key: sentence(language, key) for key in catalogue(language)} == catalogue(language)
    assert sentence(language, "no such key") is None


def test_show_says_in_japanese_that_a_lesson_is_not_translated(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "ja", "show", "relu-layer"]) == 0
    assert "日本語訳はまだありません" in capsys.readouterr().out
    assert run(["--language", "ja", "show", "and-gate"]) == 0
    said = capsys.readouterr().out
    assert "日本語訳はまだありません" not in said
    assert "1行ずつの導出" in said.splitlines()
    assert "Derivation" not in said
