import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import Popen
from typing import Any, Never

import pytest

from tests.present import present
from tutor.storage.lock import exclusively, flock, take_lock

HOLDER = """
import pathlib, sys
from tutor.storage.lock import take_lock
lease = take_lock(pathlib.Path(sys.argv[1]))
print(lease.held, flush=True)
sys.stdin.read()
"""


def no_flock(handle: int) -> Never:
    raise OSError(errno.ENOLCK, "no locks here")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tutor.lock"


@pytest.fixture
def other(path: Path) -> Iterator[Popen[str]]:
    child = subprocess.Popen([sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert present(child.stdout).readline() == "True\n"
    yield child
    child.kill()
    child.communicate()


def test_the_first_to_ask_holds_the_lock(path: Path) -> None:
    with take_lock(path) as lease:
        assert lease.held
        assert lease.message is None


def test_a_second_tutor_learns_who_holds_it(path: Path, other: Popen[str]) -> None:
    lease = take_lock(path)
    assert not lease.held
    assert present(lease.holder).pid == other.pid
    assert timedelta(0) <= datetime.now(UTC) - present(lease.holder).since < timedelta(minutes=5)
    assert present(lease.message).key == "lock.held-by"
    assert present(lease.message).facts["pid"] == other.pid


def test_a_killed_holder_leaves_no_lock(path: Path, other: Popen[str]) -> None:
    other.kill()
    other.wait()
    with take_lock(path) as lease:
        assert lease.held


def test_a_released_lock_can_be_taken_again(path: Path) -> None:
    take_lock(path).release()
    with take_lock(path) as lease:
        assert lease.held


def test_a_holder_whose_name_is_not_written_yet_is_unknown(path: Path) -> None:
    with take_lock(path):
        os.truncate(path, 0)
        lease = take_lock(path)
    assert (lease.held, lease.holder, present(lease.message).key) == (False, None, "lock.held")


def test_a_place_that_cannot_be_written_means_read_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    lease = take_lock(tmp_path / "file" / "tutor.lock")
    assert (lease.held, present(lease.message).key) == (False, "lock.unwritable")


def test_without_flock_a_living_holder_is_respected(path: Path, other: Popen[str]) -> None:
    lease = take_lock(path, no_flock)
    assert (lease.held, present(lease.holder).pid) == (False, other.pid)


@pytest.mark.parametrize(
    "left",
    [
        b"",
        b"rubbish",
        b"999999999999 1",
        b"\xff 1",
        b"1 1e999",
        pytest.param(str(os.getpid()).encode() + b" 1", id="ourselves, from long ago"),
    ],
)
def test_without_flock_a_name_that_is_nobody_is_no_holder(path: Path, left: bytes) -> None:
    path.write_bytes(left)
    with take_lock(path, no_flock) as lease:
        assert lease.held


def test_without_flock_a_dead_holder_is_no_holder(path: Path, other: Popen[str]) -> None:
    other.kill()
    other.wait()
    with take_lock(path, no_flock) as lease:
        assert lease.held


def test_waiting_for_a_lock_keeps_others_out_until_the_end(path: Path) -> None:
    with exclusively(path), path.open("r+") as file, pytest.raises(BlockingIOError):
        flock(file.fileno())
    with path.open("r+") as file:
        flock(file.fileno())
        assert not file.closed


def test_where_no_lock_can_be_had_the_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = []
    with exclusively(tmp_path / "file" / "lock"):
        done.append(True)
    assert done


def test_a_lock_for_which_there_is_no_room_means_read_only_for_that_reason(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "open", no_room)
    lease = take_lock(path)
    assert (lease.held, present(lease.message).key) == (False, "lock.full")
