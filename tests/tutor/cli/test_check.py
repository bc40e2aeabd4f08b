from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.course.catalog import course_folder
from tutor.session.context import open_learner

Run = Callable[..., subprocess.CompletedProcess[str]]
LESSONS = course_folder()
KEYS = ["lesson", "outcome", "stage", "mistake", "message", "notes", "seed", "findings", "seconds"]
FINDING_KEYS = ["name", "stage", "passed", "expected_shape", "actual_shape", "max_error"]
AVERAGED = """
import numpy as np
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.mean(axis=0)
        return dout @ self.W.T
"""


def test_a_right_file_passes_with_exit_code_0(gradlings: Run) -> None:
    done = gradlings("check", "softmax", "--file", LESSONS / "softmax" / "solution.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert "passed - softmax" in done.stdout


def test_json_prints_the_one_object_of_the_contract(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(AVERAGED)
    done = gradlings("check", "affine-layer", "--file", tmp_path / "mine.py", "--seed", 7, "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(found) == KEYS
    assert list(found["findings"][0]) == FINDING_KEYS
    assert (found["outcome"], found["stage"], found["mistake"], found["seed"]) == ("wrong", "gradient", "bias-averaged", 7)


def test_a_failed_gradient_shows_yours_numerical_and_difference(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(AVERAGED)
    said = gradlings("check", "affine-layer", "--file", tmp_path / "mine.py").stdout
    assert "db yours (5,)" in said
    assert "numerical (5,)" in said
    assert "difference" in said


def test_file_writes_nothing_not_even_a_workspace(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(AVERAGED)
    before = sorted(tmp_path.rglob("*"))
    gradlings("check", "affine-layer", "--file", tmp_path / "mine.py")
    assert sorted(tmp_path.rglob("*")) == before


def test_without_a_file_the_learners_own_is_made_from_the_stub(gradlings: Run, work: Path) -> None:
    done = gradlings("check", "relu-layer", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["outcome"] == "unfinished"
    stub = (LESSONS / "relu-layer" / "stub.py").read_text("utf-8")
    assert (work / "backpropagation" / "relu_layer.py").read_text("utf-8") == stub


def test_a_pass_on_the_own_file_is_recorded(gradlings: Run, own: Path, right: str) -> None:
    own.write_text(right)
    assert gradlings("check", "relu-layer").returncode == 0
    rows = {row["lesson"]: row for row in json.loads(gradlings("list", "--json").stdout)}
    assert rows["relu-layer"]["state"] == "passed"
    assert rows["softmax"]["state"] == "new"


def test_without_an_id_it_is_the_lesson_where_one_left_off(gradlings: Run, own: Path) -> None:
    assert json.loads(gradlings("check", "--json").stdout)["lesson"] == "relu-layer"


def test_without_an_id_in_a_new_workspace_it_is_where_the_course_opens(gradlings: Run, tmp_path: Path) -> None:
    opening = open_learner(workspace=str(tmp_path / "another"), environ={}).next_lesson()
    assert json.loads(gradlings("check", "--json").stdout)["lesson"] == opening


def test_the_shown_seed_replays_the_same_verdict(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(AVERAGED)
    first = json.loads(gradlings("check", "affine-layer", "--file", tmp_path / "mine.py", "--json").stdout)
    again = gradlings("check", "affine-layer", "--file", tmp_path / "mine.py", "--seed", first["seed"], "--json")
    assert json.loads(again.stdout)["findings"] == first["findings"]


def test_the_command_line_runs_the_same_texts_as_the_screen(gradlings: Run, tmp_path: Path) -> None:
    """What a text may hold is counted in characters: a comment in Japanese takes three bytes for each."""
    solution = (LESSONS / "softmax" / "solution.py").read_text("utf-8")
    (tmp_path / "mine.py").write_text(solution + "# " + "あ" * 100_000 + "\n", "utf-8")
    assert gradlings("check", "softmax", "--file", tmp_path / "mine.py").returncode == 0


@pytest.mark.parametrize("text", ["def softmax(x):\n    return '\0'\n", "#" * 300_000], ids=["a null byte", "too long"])
def test_a_text_that_cannot_run_is_a_verdict_and_no_fault_of_ours(gradlings: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.py").write_text(text)
    done = gradlings("check", "softmax", "--file", tmp_path / "mine.py", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["outcome"], found["stage"]) == (1, "crashed", "parse")
    assert found["message"] != ""


def test_an_endless_loop_is_timed_out(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def softmax(x):\n    while True:\n        pass\n")
    done = gradlings("check", "softmax", "--file", tmp_path / "mine.py", "--json")
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (1, "timed-out")


def test_what_the_code_prints_is_shown_and_cannot_steer_the_terminal(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def softmax(x):\n    print('here\\x1b[2J')\n    return x\n")
    said = gradlings("check", "softmax", "--file", tmp_path / "mine.py").stdout
    assert "  | here␛[2J" in said
