"""Arguments that a command does not take: told in one line, in the learner's language, with a way on."""

from __future__ import annotations

import re

import pytest

from tutor.cli.entry import run
from tutor.cli.usage import usage_error
from tutor.text.messages import Words

FAULTS = {
    "chek": ("chek", "check"),
    "check --fil x": ("gradlings check", "--fil", "--file"),
    "check --sed=3": ("--sed", "--seed"),
    "check a b c": ("b c", "gradlings check --help"),
    "check --seed x": ("--seed", "x", "4294967295"),
    "check --seed=-1": ("--seed", "-1", "4294967295"),
    "check --file": ("--file", "gradlings check --help"),
    "check --json=yes": ("--json", "=yes"),
    "drill shaped": ("kind", "shaped", "shapes, graphs, gradients"),
    "history": ("ID", "gradlings history --help"),
    "history a --show 1 --restore 2": ("--show", "--restore"),
    "history a --show x": ("--show", "x"),
    "train --epochs 0": ("--epochs", "0"),
    "journal --since today": ("--since", "today", "YYYY-MM-DD"),
    "--nonsense": ("gradlings", "--nonsense"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("asked", FAULTS)
def test_arguments_that_do_not_fit_are_told_with_their_place_and_a_way_on(
    asked: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--language", language, *asked.split()]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.startswith("gradlings: ")
    for part in FAULTS[asked]:
        assert part in told.err


@pytest.mark.parametrize("asked", FAULTS)
def test_no_word_of_argparses_own_is_left_in_japanese(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--language", "ja", *asked.split()])
    told = re.sub(r"`[^`]*`", "", capsys.readouterr().err)
    assert not re.search("invalid|expected|argument|required|allowed|choose", told)


@pytest.mark.parametrize("listed", ["'en', 'ja'", "en, ja"])
def test_choices_are_listed_alike_whether_a_python_quotes_them_or_not(listed: str) -> None:
    told = usage_error(f"argument --language: invalid choice: 'de' (choose from {listed})", "gradlings", Words("en"))
    assert told == "--language: de is none of its values. Write one of: en, ja"


def test_a_message_of_another_form_stays_as_it_is() -> None:
    assert usage_error("ambiguous: everything", "gradlings", Words("en")) == "ambiguous: everything"


def test_no_character_of_an_argument_acts_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--\x1b[2J"])
    assert "\x1b" not in capsys.readouterr().err
