"""Whatever is wrong is said in one line on standard error, with exit code 2."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.course.catalog import course_folder

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[3]
LESSONS = course_folder()


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a fault is."""
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_an_unknown_lesson_gets_the_nearest_names(gradlings: Run) -> None:
    assert "affine-layer" in told(gradlings("check", "afine-layr"))


def test_an_ambiguous_prefix_gets_the_lessons_that_it_may_mean(gradlings: Run) -> None:
    said = told(gradlings("check", "a"))
    assert "and-gate" in said
    assert "affine-layer" in said


def test_a_file_that_is_not_there_is_named(gradlings: Run, tmp_path: Path) -> None:
    assert "nowhere.py" in told(gradlings("check", "softmax", "--file", tmp_path / "nowhere.py"))


def test_a_folder_is_no_file(gradlings: Run, tmp_path: Path) -> None:
    assert str(tmp_path) in told(gradlings("check", "softmax", "--file", tmp_path))


def test_a_workspace_below_a_file_is_refused(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in told(gradlings("--workspace", tmp_path / "file" / "work", "check", "softmax"))


def test_a_command_that_does_not_exist_is_a_matter_of_usage(gradlings: Run) -> None:
    done = gradlings("chek")
    assert done.returncode == 2
    assert "check" in done.stderr


@pytest.mark.parametrize("seed", ["-1", "ten", str(2**32)])
def test_a_seed_that_cannot_be_drawn_from_is_refused(gradlings: Run, seed: str) -> None:
    assert gradlings("check", "softmax", f"--seed={seed}").returncode == 2


def test_a_damaged_record_is_rebuilt_and_said_so(gradlings: Run, own: Path, work: Path) -> None:
    (work / ".gradlings" / "progress.db").write_bytes(b"no database at all" * 100)
    done = gradlings("check", "relu-layer")
    assert done.returncode == 1
    assert "rebuilt" in done.stderr
    assert own.exists()


@pytest.mark.parametrize("command", [["history", "relu-layer"], ["journal"]])
def test_damage_that_a_command_meets_on_its_way_is_mended_at_once(
    gradlings: Run, own: Path, work: Path, command: list[str]
) -> None:
    with sqlite3.connect(work / ".gradlings" / "progress.db") as record:
        record.execute("UPDATE savings SET reason = '?'")
        record.execute(
            "INSERT INTO verdicts SELECT 77, lesson, text_id, '?', stage, mistake, 1, 1, '', at, NULL FROM verdicts"
        )
    done = gradlings(*command)
    assert "rebuilt" in done.stderr
    assert ("unfinished" in done.stdout) or ("Unfinished" in done.stdout)
    again = gradlings("history", "relu-layer")
    assert again.stderr == ""
    assert "checked" in again.stdout


def lock_the_record_away(work: Path) -> None:
    """No database can be opened where a folder stands: a fault that even root meets."""
    (work / ".gradlings" / "progress.db").unlink()
    (work / ".gradlings" / "progress.db").mkdir()


def test_a_check_whose_record_cannot_be_kept_still_gives_its_verdict(gradlings: Run, own: Path, work: Path) -> None:
    lock_the_record_away(work)
    done = gradlings("check", "relu-layer")
    assert "unfinished - relu-layer" in done.stdout
    assert "cannot be recorded" in done.stderr


@pytest.mark.parametrize("command", [["reset", "relu-layer"], ["history", "relu-layer", "--restore", "1"]])
def test_nothing_is_replaced_while_the_history_cannot_keep_it(
    gradlings: Run, own: Path, work: Path, command: list[str]
) -> None:
    own.write_text("# mine\n")
    lock_the_record_away(work)
    assert gradlings(*command).returncode == 2
    assert own.read_text() == "# mine\n"


def test_a_record_of_a_newer_version_is_left_alone(gradlings: Run, own: Path, work: Path) -> None:
    with sqlite3.connect(work / ".gradlings" / "progress.db") as record:
        record.execute("PRAGMA user_version = 9999")
    assert "newer" in told(gradlings("check", "relu-layer"))


def test_a_reader_that_stops_reading_ends_the_command_quietly(environ: dict[str, str]) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tutor.cli", "show", "affine-layer"],
        cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.wait(30) == 141
    assert child.stderr.read() == b""
    child.stderr.close()


def test_a_terminal_without_utf8_gets_ascii_and_english(gradlings: Run) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = gradlings("--language", "ja", "check", "softmax", "--file", LESSONS / "softmax" / "solution.py", env=plain)
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert done.stdout.startswith("+ passed")


def test_the_language_is_chosen_by_option_or_environment(gradlings: Run) -> None:
    assert "パーセプトロン" in gradlings("list", "--language", "ja").stdout
    assert "パーセプトロン" in gradlings("list", env={"LANG": "ja_JP.UTF-8"}).stdout


def test_a_check_loads_neither_textual_nor_rich(environ: dict[str, str]) -> None:
    program = (
        "import sys; from tutor.cli.entry import run;"
        f"code = run(['check', 'softmax', '--file', {str(LESSONS / 'softmax' / 'solution.py')!r}]);"
        "print(code, [name for name in ('textual', 'rich', 'plotext', 'watchfiles') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize(
    "command",
    [["list"], ["show", "softmax"], ["doctor"], ["lab", "and-gate", "--frames", "1"], ["journal"], ["export", "nets"]],
)
def test_no_command_loads_textual(environ: dict[str, str], command: list[str]) -> None:
    program = f"import sys; from tutor.cli.entry import run; run({command!r}); print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_workspace_that_cannot_be_written_is_refused(gradlings: Run, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "permission" in told(gradlings("--workspace", tmp_path / "locked" / "work", "check", "softmax"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_output_is_said(environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tutor.cli", "list"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, cwd=ROOT, env=environ, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_with_its_output_closed_a_check_still_has_its_exit_code(environ: dict[str, str]) -> None:
    shell = f"exec {sys.executable} -m tutor.cli check softmax --file '{LESSONS}/softmax/solution.py' >&- 2>&-"
    assert subprocess.run(["sh", "-c", shell], cwd=ROOT, env=environ, check=False).returncode == 0


def test_ctrl_c_ends_a_check_quietly(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def softmax(x):\n    while True:\n        pass\n")
    command = [sys.executable, "-m", "tutor.cli", "check", "softmax", "--file", str(tmp_path / "mine.py")]
    child = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for_a_worker(child.pid)
    child.send_signal(signal.SIGINT)
    said, complained = child.communicate(timeout=30)
    assert (child.returncode, said, complained) == (130, "", "")


def wait_for_a_worker(pid: int) -> None:
    """Until a process has a child: the command is past its start and waits for a verdict."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("this system does not list the children of a process")
    while not children.read_text().split():
        pass
