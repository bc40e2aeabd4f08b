"""`gradlings search`, through real searches with few trials."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from engine.search import Trial, Uniform, draw_trials, run_trials
from tutor.cli.clusters import Cluster
from tutor.cli.faults import Unusable
from tutor.cli.searching import Plan
from tutor.cli.trials import KeptTrials

Run = Callable[..., subprocess.CompletedProcess[str]]
F = TypeVar("F")
ROOT = Path(__file__).parents[3]
TRIAL = Trial({"lr": 0.1}, 7, 0.5, 1.25)


def of_the_engine(objective: F) -> F:
    """Passes for a function of the engine's, and travels to other processes whole."""
    objective.__module__ = "engine.of_a_test"
    return objective


@of_the_engine
def blas_threads(settings: dict[str, Any], seed: int) -> float:
    return float(os.environ["OPENBLAS_NUM_THREADS"])


def without_seconds(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    for trial in (*found["trials"], found["best"]):
        trial.pop("seconds", None)
    return found


def test_a_search_that_is_killed_goes_on_and_finds_what_another_finds(
    gradlings: Run, environ: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tutor.cli", "search", "--trials", "6", "--jobs", "2"]
    child = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert any("trial " in line for line in iter(child.stdout.readline, ""))
    child.kill()
    child.stdout.close()
    assert child.wait(timeout=60) == -signal.SIGKILL
    again = gradlings("search", "--trials", 6, "--jobs", 2)
    assert (again.returncode, again.stderr) == (0, "")
    assert "Kept from an earlier run, coarse: " in again.stdout
    assert "fine" in again.stdout
    assert "learning rate" in again.stdout
    kept = gradlings("search", "--trials", 6, "--json").stdout
    whole = gradlings("search", "--trials", 6, "--jobs", 1, "--json", env={"GRADLINGS_WORKSPACE": str(tmp_path / "other")})
    assert without_seconds(kept) == without_seconds(whole.stdout)
    assert [trial["round"] for trial in json.loads(kept)["trials"]] == ["coarse"] * 4 + ["fine"] * 2


def test_ctrl_c_says_how_many_trials_are_kept(environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tutor.cli", "search", "--trials", "30", "--jobs", "2"]
    child = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert child.stdout is not None
    assert any("trial " in line for line in iter(child.stdout.readline, ""))
    child.send_signal(signal.SIGINT)
    _, complained = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "of 30 trials are kept; the same command goes on from there." in complained


def test_dask_runs_the_same_search(gradlings: Run) -> None:
    pytest.importorskip("distributed", reason="Dask's scheduler is not installed")
    here = gradlings("search", "--trials", 3, "--json").stdout
    done = gradlings("search", "--trials", 3, "--json", "--fresh", "--backend", "dask", "--jobs", 2)
    assert done.returncode == 0, done.stderr
    assert without_seconds(done.stdout) == without_seconds(here)


def test_each_process_has_one_thread_for_its_products() -> None:
    drawn = draw_trials({"x": Uniform(0, 1)}, range(4), 0)
    for backend in ("loky", "dask"):
        if backend == "dask":
            pytest.importorskip("distributed", reason="Dask's scheduler is not installed")
        with Cluster(backend, jobs=2).running([]):
            assert [trial.score for _, trial in run_trials(blas_threads, drawn)] == [1] * 4


def test_too_few_trials_and_a_scheduler_of_none_are_refused(gradlings: Run) -> None:
    few = gradlings("search", "--trials", 2)
    assert (few.returncode, "make 3" in few.stderr) == (2, True)
    none = gradlings("search", "--backend", "loky", "--scheduler", "tcp://localhost:1")
    assert (none.returncode, "--backend dask" in none.stderr) == (2, True)


def test_a_backend_that_is_not_installed_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(Unusable) as refused, Cluster("ray").running([]):
        pass
    assert refused.value.message.key == "cli.search.missing"


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask's scheduler is not installed")
    monkeypatch.setattr("tutor.cli.clusters.PATIENCE", "100ms")
    with pytest.raises(Unusable) as refused, Cluster("dask", "tcp://127.0.0.1:1").running([]):
        pass
    assert refused.value.message.key == "cli.search.unreachable"


def test_a_kept_trial_comes_back_and_a_damaged_or_foreign_one_counts_as_absent(tmp_path: Path) -> None:
    kept = KeptTrials(tmp_path / "search")
    kept.keep(3, TRIAL)
    (kept.folder / "000004.json").write_text('{"settings": {')
    (kept.folder / "notes.json").write_text("{}")
    assert kept.read() == {3: TRIAL}
    assert kept.of({3: (TRIAL.settings, 8)}) == {}
    kept.forget()
    assert kept.read() == {}
    assert (kept.folder / "notes.json").exists()


def test_a_trial_that_is_a_pipe_a_device_or_oddly_named_counts_as_absent(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "000001.json")
    (tmp_path / "000002.json").symlink_to("/dev/zero")
    (tmp_path / "000003.json").write_text("[" * 60_000)
    (tmp_path / "\N{SUPERSCRIPT TWO}.json").write_text("{}")
    assert KeptTrials(tmp_path).read() == {}


def test_a_disk_that_takes_no_trial_ends_the_search(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unusable) as refused:
        KeptTrials(tmp_path / "file").keep(0, TRIAL)
    assert refused.value.message.key == "cli.search.unwritable"


def test_two_thirds_of_the_trials_are_coarse() -> None:
    assert [Plan(trials, 0).coarse for trials in (3, 6, 45)] == [2, 4, 30]
