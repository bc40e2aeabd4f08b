"""`gradlings drill` and `gradlings review` as a shell runs them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.tutor.cli.conftest import ROOT, Run
from tutor.practice.drill import Drill
from tutor.practice.exercise import DrillKind
from tutor.storage.store import open_store

Drilled = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def drill(environ: dict[str, str]) -> Drilled:
    """Runs `gradlings drill ARGUMENTS` with lines typed into it."""

    def run(*arguments: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tutor.cli", "drill", *arguments]
        surroundings = {**environ, **env}
        return subprocess.run(
            command, cwd=ROOT, env=surroundings, input=typed, capture_output=True, text=True, timeout=60, check=False
        )

    return run


def answers(kinds: list[DrillKind], seed: int, count: int) -> str:
    """The right answers to the first exercises of a seed, a line each."""
    own = Drill(kinds, Random(seed))
    lines = []
    for _ in range(count):
        lines.append(own.exercise.answer)
        own.answer(own.exercise.answer)
        own.go_on()
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("typed", ["", "q\n", "Q\n", "  quit  \n"])
def test_it_ends_in_peace_whenever_the_learner_likes(drill: Drilled, typed: str) -> None:
    ran = drill(typed=typed)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Nothing answered this time." in ran.stdout


def test_right_answers_are_right_and_lead_to_harder_ones(drill: Drilled) -> None:
    ran = drill("gradients", "--seed", "7", typed=answers([DrillKind.GRADIENTS], 7, 4))
    assert ran.stdout.count("✓ Right") == 4
    assert "Gradients · level 3 of 5" in ran.stdout
    assert ran.stdout.endswith("4 of 4 right.\n")


def test_a_streak_is_told_in_two_words_from_the_third_on(drill: Drilled) -> None:
    ran = drill("--seed", "3", typed=answers([*DrillKind], 3, 4))
    assert [line.partition("   ")[2] for line in ran.stdout.splitlines() if "✓" in line] == [
        "",
        "",
        "3 in a row",
        "4 in a row",
    ]


def test_a_wrong_answer_is_explained_with_the_numbers_of_the_exercise(drill: Drilled) -> None:
    exercise = Drill([DrillKind.GRADIENTS], Random(5)).exercise
    ran = drill("gradients", "--seed", "5", typed="12345\n")
    assert f"✗ Not 12345: it is {exercise.answer}." in ran.stdout
    assert "  - " in ran.stdout
    assert ran.stdout.endswith("0 of 1 right.\n")


def test_the_graph_is_shown_with_every_number_once_it_is_over(drill: Drilled) -> None:
    ran = drill("graphs", "--seed", "5", typed="12345\n")
    before, _, after = ran.stdout.partition("✗")
    assert "?" in before
    assert "┌" in after.partition("  - ")[0]


def test_what_is_no_answer_is_asked_again_and_not_counted(drill: Drilled) -> None:
    ran = drill("gradients", "--seed", "5", typed="what?\n\n")
    assert ran.stdout.count("That is no number. Write one like 12, -0.25 or 1/4.") == 2
    assert "Nothing answered" in ran.stdout


def test_the_same_seed_asks_the_same_whatever_is_recorded(drill: Drilled) -> None:
    first, second = (drill("--seed", "11", typed=answers([*DrillKind], 11, 3)) for _ in range(2))
    assert first.stdout == second.stdout
    assert first.stdout != drill("--seed", "12").stdout


def test_answers_are_recorded_and_the_next_session_begins_where_they_led(drill: Drilled, work: Path) -> None:
    drill("shapes", "--seed", "2", typed=answers([DrillKind.SHAPES], 2, 2))
    with closing(open_store(work / ".gradlings" / "progress.db").store) as store:
        assert [(one.kind, one.level, one.correct) for one in store.drill_answers()] == [
            ("shapes", 1, True),
            ("shapes", 1, True),
        ]
    assert "Shapes · level 2 of 5" in drill("shapes").stdout


def test_looking_at_an_exercise_makes_no_workspace(drill: Drilled, work: Path) -> None:
    drill(typed="q\n")
    assert not work.exists()


def test_a_folder_that_cannot_be_used_hinders_nobody(drill: Drilled, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = drill("--seed", "3", typed=answers([*DrillKind], 3, 2), GRADLINGS_WORKSPACE=str(tmp_path / "file" / "work"))
    assert ran.returncode == 0
    assert ran.stdout.count("✓ Right") == 2
    assert ran.stderr.count("Your answers are not recorded") == 1


def test_a_terminal_without_utf8_gets_plain_characters(drill: Drilled) -> None:
    ran = drill("graphs", "--seed", "5", typed="1\n", PYTHONIOENCODING="ascii")
    assert ran.stdout.isascii()
    assert ran.returncode == 0


def test_japanese_is_spoken(drill: Drilled) -> None:
    assert "形状はどうなりますか。" in drill("shapes", "--language", "ja").stdout


def test_ctrl_d_on_a_terminal_ends_it(environ: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tutor.cli", "drill"]
    os.write(ours, b"\x04")
    ran = subprocess.run(
        command, cwd=ROOT, env=environ, stdin=theirs, capture_output=True, text=True, timeout=60, check=False
    )
    os.close(ours)
    os.close(theirs)
    assert ran.returncode == 0
    assert "Nothing answered" in ran.stdout


def test_an_unknown_kind_is_refused(drill: Drilled) -> None:
    ran = drill("riddles")
    assert ran.returncode == 2
    assert "shapes" in ran.stderr


# --- review ---


def long_ago(work: Path, *lessons: str) -> None:
    """Lessons passed and a drill done badly, a long time before now."""
    from tutor.model import Message, Outcome, Verdict

    with closing(open_store(work / ".gradlings" / "progress.db", now=lambda: 1_700_000_000.0).store) as store:
        for lesson in lessons:
            verdict = Verdict(lesson, Outcome.PASSED, None, Message("passed"), seed=0)
            store.record_verdict(f"from-scratch/{lesson}", "text", verdict, "hash")
        for _ in range(4):
            store.answer_drill("graphs", "backward", 1, "3", False)


def test_a_newcomer_has_nothing_to_review_and_gets_no_folder(gradlings: Run, work: Path) -> None:
    ran = gradlings("review")
    assert (ran.returncode, ran.stdout) == (0, "Nothing is due.\n")
    assert not work.exists()


def test_what_is_due_is_listed_with_what_to_do(gradlings: Run, work: Path) -> None:
    work.mkdir()
    long_ago(work, "relu-layer")
    said = gradlings("review").stdout
    assert said.startswith("Worth coming back to today: 2, about ")
    assert "(relu-layer)" in said
    assert "gradlings reset relu-layer" in said
    assert "gradlings drill graphs" in said


def test_as_json_it_tells_what_is_due_and_how_well_it_is_remembered(gradlings: Run, work: Path) -> None:
    work.mkdir()
    long_ago(work, "relu-layer", "and-gate", "matrix-product", "broadcasting", "array-shapes")
    found = json.loads(gradlings("review", "--json").stdout)
    assert found["on"] is True
    assert found["minutes"] <= 5
    assert {row["kind"] for row in found["today"] + found["later"]} == {"lesson", "drill"}
    assert all(0 < row["recall"] < 0.9 for row in found["today"])
    recalls = [row["recall"] for row in found["today"] + found["later"]]
    assert recalls == sorted(recalls)


def test_it_can_be_switched_off(gradlings: Run, work: Path, environ: dict[str, str]) -> None:
    work.mkdir()
    long_ago(work, "relu-layer")
    Path(environ["GRADLINGS_CONFIG"]).write_text("review = false\n", "utf-8")
    ran = gradlings("review")
    assert ran.returncode == 0
    assert "switched off" in ran.stdout
    found = json.loads(gradlings("review", "--json").stdout)
    assert (found["on"], found["today"]) == (False, [])
