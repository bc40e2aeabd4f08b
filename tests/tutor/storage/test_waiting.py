"""What waits on disk for the next visit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.storage.waiting import NAME, Waiting, forget_waiting, load_waiting, save_waiting

NESTED = '{"format": 1, "lesson": "a", "text": "", "settings": {"lr": [1]}, "facts": {"test": {}}}'
RUN = Waiting("two-layer-net", "class Net: ...  # é\udce9\n", {"lr": 0.5, "sheet": "00\n07"}, {"epoch": 3, "test": 0.95})


def test_what_waits_comes_back_as_it_was(tmp_path: Path) -> None:
    save_waiting(tmp_path / "folder", RUN)
    assert load_waiting(tmp_path / "folder") == RUN
    forget_waiting(tmp_path / "folder")
    forget_waiting(tmp_path / "folder")
    assert load_waiting(tmp_path / "folder") is None


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 2}', '{"format": 1, "lesson": 3}', '{"format": 1, "lesson": "a", "text": ""}', NESTED],
)
def test_a_file_that_says_something_else_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, "utf-8")
    assert load_waiting(tmp_path) is None


def test_a_pipe_a_device_and_endless_brackets_count_as_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / NAME)
    assert load_waiting(tmp_path) is None
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).symlink_to("/dev/zero")
    assert load_waiting(tmp_path) is None
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).write_text("[" * 200_000)
    assert load_waiting(tmp_path) is None


def test_a_disk_that_takes_nothing_costs_the_resuming_alone(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder should be", "utf-8")
    save_waiting(tmp_path / "folder", RUN)
    forget_waiting(tmp_path / "folder")
    assert load_waiting(tmp_path / "folder") is None
