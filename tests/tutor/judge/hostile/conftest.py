"""A tutor's process for each user that hostile code is tried under, and a home for that user with files to lose."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tutor.judge.confinement.confine import Level

from .installation import installed

PROGRAM = Path(__file__).with_name("judging.py")
NOBODY = 65534
SECRET = "dear diary"

IS_ROOT = os.geteuid() == 0
ROOT, ORDINARY = "root", "ordinary user"


@dataclass(frozen=True)
class Home:
    """What a learner has to lose: an answer, a diary, a folder for temporary files."""

    path: Path

    @property
    def answer(self) -> Path:
        return self.path / "answer.py"

    @property
    def temporary(self) -> Path:
        return self.path / "tmp"

    def contents(self) -> dict[str, tuple[str, int, int, int]]:
        """Every name with a digest of its bytes, its mode, its owner and when it was changed."""
        return {str(path): self._state(path) for path in [self.path, *sorted(self.path.rglob("*"))]}

    @staticmethod
    def _state(path: Path) -> tuple[str, int, int, int]:
        state = path.lstat()
        bytes_of = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        changed = 0 if path.name == "tmp" else state.st_mtime_ns
        return hashlib.sha256(bytes_of).hexdigest(), state.st_mode, state.st_uid, changed


@dataclass(frozen=True)
class Judged:
    """What came of a text, and what it left behind: processes, and whether the home is as it was."""

    outcome: str
    key: str
    sentence: str
    prints: str
    level: str
    orphans: int
    untouched: bool


class Tutor:
    """A process that judges texts as one user; `HOME` in a text stands for that user's home."""

    def __init__(self, process: subprocess.Popen[str], home: Home) -> None:
        self._process = process
        self._home = home

    def judge(self, text: str, *, limit: float, level: Level | None = None) -> Judged:
        """The learner saves `text` as the answer; the tutor checks it."""
        text = text.replace("HOME", str(self._home.path))
        self._home.answer.write_text(text, "utf-8")
        before = self._home.contents()
        found = self._ask({"text": text, "limit": limit, "level": level})
        return Judged(**found, untouched=self._home.contents() == before)

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the tutor's process is gone"
        said: dict[str, Any] = json.loads(answer)
        return said


@contextmanager
def open_folder() -> Iterator[Path]:
    """A fresh folder that every user can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="gradlings-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _furnished(path: Path, user: int) -> Home:
    home = Home(path)
    home.temporary.mkdir(parents=True)
    home.answer.write_text("")
    (path / "diary.txt").write_text(SECRET)
    for one in (path, *path.iterdir()):
        os.chown(one, user, -1)
    return home


@contextmanager
def _tutor(python: Path, home: Home, user: int) -> Iterator[Tutor]:
    become: dict[str, Any] = {"user": user, "group": user, "extra_groups": []} if user != os.geteuid() else {}
    process = subprocess.Popen(
        [str(python), "-P", "-B", "-c", PROGRAM.read_text("utf-8")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"HOME": str(home.path), "TMPDIR": str(home.temporary), "PATH": os.defpath, "PYTHONUTF8": "1"},
        cwd=home.path,
        text=True,
        encoding="utf-8",
        **become,
    )
    with process:
        yield Tutor(process, home)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="session", params=[ORDINARY])
def tutor(request: pytest.FixtureRequest) -> Iterator[Tutor]:
    """The tutor of ROOT or ORDINARY, who has an installation that anybody can run if these tests are root's."""
    with open_folder() as folder:
        stranger = IS_ROOT and request.param == ORDINARY
        python = installed(folder / "gradlings") if stranger else Path(sys.executable)
        user = NOBODY if stranger else os.geteuid()
        with _tutor(python, _furnished(folder / "home", user), user) as made:
            yield made
