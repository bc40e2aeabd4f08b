"""`gradlings train`, through real runs of the smallest network."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.cli.training import clock

Run = Callable[..., subprocess.CompletedProcess[str]]
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
