"""What labs may write in: held while in use, gone at the end, and swept up after a tutor that was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tutor.judge.scratch import PREFIX, Scratch, sweep

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
