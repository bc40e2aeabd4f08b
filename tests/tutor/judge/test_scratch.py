"""What labs may write in: held while in use, gone at the end, and swept up after a tutor that was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tutor.judge.scratch import MOST_BYTES, MOST_ENTRIES, PREFIX, Scratch, sweep

LEAVE_ONE = """
import os, sys
from tutor.judge.scratch import Scratch
left = Scratch()
open(os.path.join(left.path, "frame.npy"), "w").close()
print(left.path, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, for this process and those that it starts."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def aged(folder: Path) -> Path:
    os.utime(folder, (0, 0))
    return folder


def named(room: Path, name: str) -> Path:
    folder = room / name
    folder.mkdir()
    return aged(folder)


def left_by_a_killed_tutor() -> Path:
    done = subprocess.run([sys.executable, "-c", LEAVE_ONE], stdout=subprocess.PIPE, text=True, check=False)
    return Path(done.stdout.strip())


def test_a_folder_goes_with_all_that_is_in_it(room: Path) -> None:
    scratch = Scratch()
    (Path(scratch.path) / "parameters.npz").write_bytes(b"W")
    scratch.remove()
    scratch.remove()
    assert not list(room.iterdir())


def test_what_a_killed_tutor_left_is_swept(room: Path) -> None:
    aged(left_by_a_killed_tutor())
    sweep()
    assert not list(room.iterdir())


def test_a_folder_in_use_stays_however_old() -> None:
    scratch = Scratch()
    folder = aged(Path(scratch.path))
    sweep()
    assert folder.exists()
    scratch.remove()


def test_a_folder_just_made_may_be_about_to_be_locked() -> None:
    folder = left_by_a_killed_tutor()
    sweep()
    assert folder.exists()


@pytest.mark.parametrize("name", ["gradlings-notes", f"{PREFIX}of-mine", f"my-{PREFIX}abcdefgh", f"{PREFIX}abcdefgh.txt"])
def test_a_folder_with_another_name_is_not_ours(room: Path, name: str) -> None:
    folder = named(room, name)
    sweep()
    assert folder.exists()


def test_a_link_with_our_name_is_not_followed(room: Path) -> None:
    theirs = named(room, "theirs")
    (room / f"{PREFIX}abcdefgh").symlink_to(theirs)
    os.utime(room / f"{PREFIX}abcdefgh", (0, 0), follow_symlinks=False)
    sweep()
    assert theirs.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to another user")
def test_another_users_folder_stays(room: Path) -> None:
    folder = named(room, f"{PREFIX}abcdefgh")
    os.chown(folder, 65534, 65534)
    sweep()
    assert folder.exists()


def test_a_folder_for_temporary_files_that_cannot_be_read_is_no_trouble(room: Path) -> None:
    sweep(room / "missing")
    assert not list(room.iterdir())


def nest(folder: Path, depth: int) -> None:
    """Folders in one another, more than any path could name."""
    handle = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=handle)
        inner = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)


def test_folders_in_one_another_go_however_many_they_are(room: Path) -> None:
    made = Scratch()
    nest(Path(made.path), 3000)
    made.remove()
    assert list(room.iterdir()) == []


def test_what_a_killed_tutor_left_goes_however_deep_it_is(room: Path) -> None:
    left = named(room, f"{PREFIX}abcd1234")
    nest(left, 3000)
    aged(left)
    sweep()
    assert list(room.iterdir()) == []


def test_a_folder_that_nobody_may_read_goes_too(room: Path) -> None:
    made = Scratch()
    closed = Path(made.path, "closed")
    closed.mkdir()
    (closed / "file").touch()
    closed.chmod(0o300)
    made.remove()
    assert list(room.iterdir()) == []


def test_a_folder_is_over_its_budget_by_bytes_and_by_number(room: Path) -> None:
    made = Scratch()
    assert not made.over_budget()
    with open(Path(made.path, "large"), "wb") as large:
        large.truncate(MOST_BYTES)
    assert not made.over_budget()
    Path(made.path, "more").write_bytes(b"x")
    assert made.over_budget()["most_mib"] == 16
    os.truncate(Path(made.path, "large"), 0)
    deep = Path(made.path, *"abcdefgh")
    deep.mkdir(parents=True)
    for number in range(MOST_ENTRIES - 10):
        (deep / str(number)).touch()
    assert not made.over_budget()
    (deep / "last").touch()
    assert made.over_budget()["most"] == MOST_ENTRIES
    made.remove()
