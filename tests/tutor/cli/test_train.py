"""`gradlings train`, through real runs of the smallest network."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from tutor.cli.training import clock
from tutor.model import Message, Outcome, Verdict
from tutor.session.context import open_learner

Run = Callable[..., subprocess.CompletedProcess[str]]
BOARD = "awesome-net"
ROOT = Path(__file__).parents[3]


def interrupted(environ: dict[str, str], *arguments: object, after: str) -> tuple[int, str]:
    """A run that gets Ctrl-C when `after` has been said: its exit code, and what it says on standard error."""
    command = [sys.executable, "-m", "tutor.cli", "train", *map(str, arguments)]
    child = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert any(after in line for line in iter(child.stdout.readline, ""))
    child.send_signal(signal.SIGINT)
    _, complained = child.communicate(timeout=60)
    return child.returncode, complained


def test_a_run_tells_accuracy_minutes_and_seed_and_goes_on_where_it_was_stopped(
    gradlings: Run, environ: dict[str, str], tmp_path: Path
) -> None:
    kept, weights = tmp_path / "run with spaces.npz", tmp_path / "weights.npz"
    done = gradlings("train", "twolayernet", "--epochs", 1, "--seed", 3, "--checkpoint", kept, "--save", weights)
    assert (done.returncode, done.stderr) == (0, "")
    assert "epoch 1 of 1: loss" in done.stdout
    assert "minutes; seed 3" in done.stdout
    assert weights.exists()
    code, said = interrupted(environ, "TwoLayerNet", "--epochs", 9, "--checkpoint", kept, after="Going on from")
    assert code == 130
    assert f"gradlings train TwoLayerNet --seed 0 --checkpoint '{kept}' --epochs 9" in said
    assert kept.exists()


def test_ctrl_c_without_a_checkpoint_says_how_to_have_one(environ: dict[str, str]) -> None:
    code, said = interrupted(environ, "SampleNet", after="Ctrl-C stops")
    assert code == 130
    assert "--checkpoint FILE" in said


def test_an_unknown_network_gets_the_names_that_there_are(gradlings: Run) -> None:
    done = gradlings("train", "TwoLayersNet")
    assert done.returncode == 2
    assert "TwoLayerNet, " in done.stderr


def test_a_file_that_is_no_checkpoint_is_refused(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.npz").write_text("no numbers")
    done = gradlings("train", "TwoLayerNet", "--checkpoint", tmp_path / "notes.npz")
    assert done.returncode == 2
    assert "notes.npz" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "notes.npz").read_text() == "no numbers"


def test_a_folder_that_is_not_there_is_refused_before_the_training(gradlings: Run, tmp_path: Path) -> None:
    done = gradlings("train", "TwoLayerNet", "--checkpoint", tmp_path / "nowhere" / "run.npz")
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(("seconds", "said"), [(5.9, "0:05"), (65, "1:05"), (7390, "2:03:10")])
def test_times_are_told_as_a_clock_shows_them(seconds: float, said: str) -> None:
    assert clock(seconds) == said


def own_run(work: Path) -> None:
    """A pass of awesome-net, and one run of its lab."""
    learner = open_learner(workspace=str(work), environ={})
    learner.store.open_lesson(learner.key(BOARD))
    learner.remember(learner.lesson(BOARD), "a = 1", Verdict(BOARD, Outcome.PASSED, None, Message("passed"), 0))
    facts = {"accuracy": 0.9785, "parameters": 37434, "operations": 152384, "seconds": 61.4, "megabytes": 41.6}
    run = learner.store.start_lab(learner.key(BOARD), {})
    learner.store.note_frame(run, {f"result.{name}": value for name, value in facts.items()})
    learner.store.close()


def test_the_board_compares_the_runs_of_ones_own_network_within_eighty_columns(gradlings: Run, work: Path) -> None:
    own_run(work)
    for language in ("en", "ja"):
        done = gradlings("--language", language, "train", "--board")
        assert (done.returncode, done.stderr) == (0, "")
        assert "97.85%      37,434" in done.stdout
        assert all(cell_len(line) <= 80 for line in done.stdout.splitlines())
    (row,) = json.loads(gradlings("train", "--board", "--json").stdout)
    assert (row["lesson"], row["accuracy"], row["parameters"], row["digits"]) == (BOARD, 0.9785, 37434, None)


def test_a_board_without_runs_says_what_to_do_and_makes_no_workspace(gradlings: Run, work: Path) -> None:
    done = gradlings("train", "--board")
    assert done.returncode == 0
    assert "gradlings lab awesome-net" in " ".join(done.stdout.split())
    assert gradlings("train", "--board", "--json").stdout == "[]\n"
    assert not work.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--board"),
        (("--json",), "--board --json"),
        (("--board", "TwoLayerNet"), "TwoLayerNet"),
        (("--board", "--epochs", "3"), "3"),
    ],
)
def test_what_does_not_go_together_is_refused_with_what_does(gradlings: Run, arguments: tuple[str, ...], said: str) -> None:
    done = gradlings("train", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
