"""The command as a shell runs it, each test in a workspace of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.course.catalog import course_folder

ROOT = Path(__file__).parents[3]
LESSONS = course_folder()

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG")}
    return {
        **kept,
        "LANG": "C.UTF-8",
        "GRADLINGS_WORKSPACE": str(tmp_path / "work"),
        "GRADLINGS_CONFIG": str(tmp_path / "settings.toml"),
    }


@pytest.fixture
def gradlings(environ: dict[str, str]) -> Run:
    """Runs `gradlings ARGUMENTS` as a process; `env` adds to its environment, `typed` is what it reads."""

    def run(
        *arguments: object, env: dict[str, str] | None = None, typed: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tutor.cli", *map(str, arguments)]
        surroundings = {**environ, **(env or {})}
        return subprocess.run(
            command, cwd=ROOT, env=surroundings, input=typed, capture_output=True, text=True, timeout=60, check=False
        )

    return run


@pytest.fixture
def work(environ: dict[str, str]) -> Path:
    return Path(environ["GRADLINGS_WORKSPACE"])


@pytest.fixture
def right() -> str:
    """A text that passes relu-layer."""
    return (LESSONS / "relu-layer" / "solution.py").read_text("utf-8")


@pytest.fixture
def own(work: Path, gradlings: Run) -> Path:
    """The learner's file of relu-layer, made from the stub."""
    gradlings("check", "relu-layer")
    return work / "backpropagation" / "relu_layer.py"
