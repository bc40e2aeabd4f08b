"""A read-only or full disk: what is there is shown, and what cannot be kept is said in the learner's words."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tutor.course.catalog import course_folder

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[3]

READING = [
    (["list"], "1 of "),
    (["list", "--json"], '"state": "passed"'),
    (["history", "and-gate"], "passed"),
    (["history", "and-gate", "--show", "2"], "def AND"),
    (["journal"], "a note of mine"),
    (["solution", "and-gate"], "def AND"),
    (["show", "and-gate"], "AND"),
    (["hint", "and-gate", "-n", "1"], "Hint 1"),
    (["verify"], "1 of 1"),
    (["check", "and-gate"], "passed"),
]
WRITING = [
    ["journal", "and-gate", "--note", "x"],
    ["reset", "and-gate"],
    ["redo", "and-gate"],
    ["history", "and-gate", "--restore", "1"],
]


@pytest.fixture
def passed(gradlings: Run, work: Path) -> Path:
    """The learner's file of and-gate, which has passed."""
    gradlings("check", "and-gate")
    (own,) = work.glob("*/and_gate.py")
    own.write_text((course_folder() / "and-gate" / "solution.py").read_text("utf-8"))
    assert gradlings("check", "and-gate").returncode == 0
    gradlings("journal", "and-gate", "--note", "a note of mine")
    return own


def mounted(*arguments: object) -> None:
    """Mount something, or skip the test."""
    if not hasattr(os, "getuid") or os.getuid() or not shutil.which("mount"):
        pytest.skip("only root may mount a disk to be read only, or filled")
    if subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no disk be mounted")


@pytest.fixture
def read_only(passed: Path, work: Path) -> Iterator[Path]:
    """The workspace on a disk that is read-only."""
    mounted("--bind", work, work)
    try:
        mounted("-o", "remount,bind,ro", work)
        yield passed
    finally:
        subprocess.run(["umount", "-l", work], check=True)


@pytest.fixture
def locked(passed: Path, work: Path) -> Iterator[Path]:
    """The workspace in folders without the right to write."""
    folders = [work, work / ".gradlings", passed.parent]
    for folder in folders:
        folder.chmod(0o500)
    if not os.access(work, os.W_OK):
        yield passed
    else:
        pytest.skip("root may write anywhere")
    for folder in folders:
        folder.chmod(0o700)


@pytest.fixture(params=["read_only", "locked"])
def unwritable(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_what_only_reads_reads_where_nothing_can_be_written(gradlings: Run, unwritable: Path) -> None:
    for command, said in READING:
        done = gradlings(*command)
        assert done.returncode == 0, command
        assert said in done.stdout
        assert "read-only" in done.stderr or command[0] == "show"


def test_what_has_passed_is_exported_from_where_nothing_can_be_written(
    gradlings: Run, unwritable: Path, tmp_path: Path
) -> None:
    assert gradlings("export", tmp_path / "nets").returncode == 0
    assert (tmp_path / "nets" / "nets" / "and_gate.py").exists()


@pytest.mark.parametrize("command", WRITING)
def test_what_writes_is_refused_where_nothing_can_be_written(gradlings: Run, read_only: Path, command: list[str]) -> None:
    before = read_only.read_bytes()
    done = gradlings(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing was replaced" in done.stderr
    assert read_only.read_bytes() == before


def test_a_record_left_by_a_killed_tutor_is_read_with_its_log(gradlings: Run, passed: Path, work: Path) -> None:
    program = (
        "import os, pathlib, sys; from tutor.storage.store import open_store; from tutor.storage.records import Reason\n"
        "store = open_store(pathlib.Path(sys.argv[1])).store\n"
        "store.keep_text('from-scratch/and-gate', '# typed last', Reason.TYPED); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, work / ".gradlings" / "progress.db"], cwd=ROOT, check=True)
    mounted("--bind", work, work)
    try:
        mounted("-o", "remount,bind,ro", work)
        assert "  1 line" in gradlings("history", "and-gate").stdout
    finally:
        subprocess.run(["umount", "-l", work], check=True)


def test_a_record_that_cannot_be_opened_for_writing_is_read(
    gradlings: Run, passed: Path, work: Path, tmp_path: Path
) -> None:
    """The folder is not protected, but another one stands where the record's log would have to be."""
    (work / ".gradlings" / "progress.db-wal").mkdir()
    assert "1 of " in gradlings("list").stdout
    assert gradlings("export", tmp_path / "nets").returncode == 0


def test_export_does_not_say_that_nothing_has_passed_where_it_cannot_know(
    gradlings: Run, passed: Path, work: Path, tmp_path: Path
) -> None:
    (work / ".gradlings" / "progress.db").unlink()
    (work / ".gradlings" / "progress.db").mkdir()
    done = gradlings("export", tmp_path / "nets")
    assert done.returncode == 2
    assert "cannot be told" in done.stderr
    assert "No code has passed" not in done.stderr


@pytest.fixture
def full(environ: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], None]]:
    """A small disk for the workspace; filled when the fixture is called."""
    place = tmp_path / "work"
    place.mkdir()
    mounted("-t", "tmpfs", "-o", "size=640k", "tmpfs", place)

    def fill() -> None:
        with (place / "filler").open("wb", buffering=0) as file:
            for size in (65536, 512):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    yield fill
    subprocess.run(["umount", "-l", place], check=True)


def test_on_a_full_disk_what_is_there_is_shown(gradlings: Run, full: Callable[[], None], passed: Path) -> None:
    full()
    for command, said in READING:
        done = gradlings(*command)
        assert (done.returncode, said in done.stdout) == (0, True), command


def test_on_a_full_disk_all_that_writes_says_so(gradlings: Run, full: Callable[[], None], passed: Path, work: Path) -> None:
    full()
    before = passed.read_bytes()
    for command in [*WRITING, ["check", "relu-layer"], ["export", str(work / "nets")]]:
        for language, said in (("en", "the disk is full"), ("ja", "ディスクがいっぱい")):
            done = gradlings(*command, "--language", language)
            assert done.returncode == 2, command
            assert said in done.stderr
            assert "No space left" not in done.stderr
    assert passed.read_bytes() == before
    assert not list(work.rglob("*.saving"))


@pytest.mark.parametrize("command", [*WRITING, ["check", "relu-layer"], ["export", "{}/nets"]])
def test_where_files_may_not_grow_the_disk_is_full_too(
    environ: dict[str, str], passed: Path, tmp_path: Path, command: list[str]
) -> None:
    """The limit on the size of a file needs no right to mount anything."""
    arguments = [part.format(tmp_path) for part in command]
    done = subprocess.run(
        [sys.executable, "-m", "tutor.cli", *arguments],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16)),
    )  # fmt: skip
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr
