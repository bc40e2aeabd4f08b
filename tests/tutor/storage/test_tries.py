"""What was tried comes back after a restart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.storage.tries import MOST, ROOM, load_tries, newest, save_tries

LESSON = "from-scratch/and-gate"
INPUTS = ("x = 1", "for i in x:\n    print(i)", "'é\udce9 誤差 🙂'")


def place(folder: Path) -> Path:
    (folder / "from-scratch").mkdir(exist_ok=True)
    return folder / f"{LESSON}.json"


def test_what_was_tried_comes_back_as_it_was_lesson_by_lesson(tmp_path: Path) -> None:
    save_tries(tmp_path / "new", LESSON, INPUTS)
    assert load_tries(tmp_path / "new", LESSON) == INPUTS
    assert load_tries(tmp_path / "new", "from-scratch/or-gate") == ()


def test_the_newest_are_kept_and_each_once() -> None:
    many = [str(number) for number in range(MOST + 5)]
    assert newest([*many, "7"]) == (*many[5:7], *many[8:], "7")
    assert newest(["old", "a" * (ROOM - 2), "b"]) == ("a" * (ROOM - 2), "b")
    assert newest(["old", "a" * (ROOM + 1)]) == ("old",)


def test_as_many_as_are_kept_can_be_read_again(tmp_path: Path) -> None:
    inputs = tuple("🙂" * (ROOM // MOST - 3) + f"{number:03}" for number in range(MOST))
    save_tries(tmp_path, LESSON, inputs)
    assert load_tries(tmp_path, LESSON) == inputs


SAYING_SOMETHING_ELSE = ["", "[]", "{}", '{"format": 2, "inputs": ["a"]}', '{"format": 1, "inputs": [1]}', "[" * 200_000]


@pytest.mark.parametrize("text", SAYING_SOMETHING_ELSE, ids=range(6))
def test_a_file_that_says_something_else_counts_as_none(tmp_path: Path, text: str) -> None:
    place(tmp_path).write_text(text, "utf-8")
    assert load_tries(tmp_path, LESSON) == ()


def test_a_pipe_counts_as_none(tmp_path: Path) -> None:
    os.mkfifo(place(tmp_path))
    assert load_tries(tmp_path, LESSON) == ()


def test_an_interrupted_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_tries(tmp_path, LESSON, INPUTS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    save_tries(tmp_path, LESSON, ["another"])
    assert load_tries(tmp_path, LESSON) == INPUTS
    assert [path.name for path in place(tmp_path).parent.iterdir()] == ["and-gate.json"]


def test_a_folder_that_cannot_be_made_costs_the_memory_alone(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder should be", "utf-8")
    save_tries(tmp_path / "folder", LESSON, INPUTS)
    assert load_tries(tmp_path / "folder", LESSON) == ()
