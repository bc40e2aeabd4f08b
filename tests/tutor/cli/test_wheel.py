"""The wheel, installed where nothing of the source tree is in reach, as an installer of applications does it."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

ROOT = Path(__file__).parents[3]
OFFLINE = ["--no-index", "--no-deps", "--quiet", "--disable-pip-version-check"]
ESCAPES = re.compile(r"\x1b(\[[0-9;?<=>]*[a-zA-Z]|\].*?(\x07|\x1b\\)|P.*?\x1b\\|.)")


def pip(*arguments: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", folder, ROOT)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment of its own, which takes only the dependencies from this one."""
    place = tmp_path_factory.mktemp("app") / "venv"
    venv.create(place, with_pip=False)
    (site,) = place.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n" + sysconfig.get_path("platlib") + "\n")
    pip("--python", place / "bin" / "python", "install", *OFFLINE, wheel)
    return place / "bin" / "gradlings"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a learner who has never opened the tutor, and whose folder is not the source tree."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR")}
    return {**kept, "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm-256color"}


def test_the_wheel_holds_the_course_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "lessons/course.toml",
        "lessons/and-gate/ja.md",
        "lessons/books/plan.toml",
        "tutor/locale/ja/cli.toml",
        "engine/datasets/mnist.npz",
    ):
        assert name in names
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"engine", "lessons", "tutor"}
    assert not [name for name in names if "__pycache__" in name or "/test_" in name]


def test_the_installed_command_checks_a_right_and_a_wrong_answer(
    installed: Path, home: dict[str, str], tmp_path: Path
) -> None:
    answer = tmp_path / "answer.py"
    for name, code in (("solution.py", 0), ("stub.py", 1)):
        answer.write_text((ROOT / "lessons" / "and-gate" / name).read_text("utf-8"))
        done = subprocess.run(
            [installed, "check", "and-gate", "--file", answer], cwd=tmp_path, env=home, capture_output=True, text=True
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert done.stderr == ""


def test_the_installed_command_writes_the_books_package_whole(installed: Path, home: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "books"
    subprocess.run([installed, "export", folder, "--books"], cwd=tmp_path, env=home, capture_output=True, check=True)
    script = folder / "ch05" / "backprop.py"
    script.parent.mkdir(exist_ok=True)
    script.write_text((ROOT / "tests" / "tutor" / "cli" / "scripts" / "ch05" / "backprop.py").read_text("utf-8"))
    python = installed.with_name("python")
    done = subprocess.run([python, script], cwd=script.parent, env=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_installed_command_runs_its_own_code(installed: Path, home: dict[str, str], tmp_path: Path) -> None:
    program = "import engine, lessons, tutor; print(engine.__file__, lessons.__path__, tutor.__file__)"
    python = installed.with_name("python")
    said = subprocess.run([python, "-c", program], cwd=tmp_path, env=home, capture_output=True, text=True, check=True).stdout
    assert said.count(str(installed.parents[1])) == 3
    assert str(ROOT) not in said


def test_the_installed_command_opens_the_full_screen(installed: Path, home: dict[str, str], tmp_path: Path) -> None:
    with opened(installed, home, tmp_path) as (child, terminal):
        shown = until(terminal, "def AND")
        os.write(terminal, b"\x11")  # Ctrl+Q
        drain(terminal)
        assert child.wait(60) == 0
    assert "AND" in shown
    assert "Traceback" not in shown
    assert (tmp_path / "gradlings" / "perceptrons" / "and_gate.py").exists()
    assert {file.name for file in (tmp_path / "gradlings" / ".gradlings").iterdir()} == {"progress.db", "tutor.lock"}


@contextmanager
def opened(command: Path, environ: dict[str, str], folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The full screen on a terminal of 80 columns and 24 rows."""
    terminal, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    child = subprocess.Popen(
        [command], cwd=folder, env=environ, stdin=inner, stdout=inner, stderr=inner, start_new_session=True
    )
    os.close(inner)
    try:
        yield child, terminal
    finally:
        child.kill()
        child.wait()
        os.close(terminal)


def until(terminal: int, wanted: str) -> str:
    """What the terminal shows, up to the words that are waited for; the end where they never come."""
    seen = ""
    while wanted not in seen:
        data = read(terminal)
        if not data:
            pytest.fail(f"the tutor ended before it showed {wanted!r}: {seen[-2000:]}")
        seen = ESCAPES.sub("", seen + data)
    return seen


def drain(terminal: int) -> None:
    while read(terminal):
        pass


def read(terminal: int) -> str:
    try:
        return os.read(terminal, 65536).decode("utf-8", "replace")
    except OSError:  # Linux says the end of a pseudo-terminal as an input/output error
        return ""
