"""Real child processes that confine themselves and then try what the test hands them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tutor.judge.confinement.confine import Level, probe

# The modules of the attacks are imported beforehand, so that a refusal is the kernel's and not a missing import's.
PRELUDE = """
import ctypes, errno, fcntl, mmap, os, resource, shutil, signal, socket, struct, subprocess, sys, threading, time
from tutor.judge.confinement.confine import *
from tutor.judge.confinement.kernel import syscall
from tutor.judge.confinement.levels import this_architecture
home, scratch, parent, user = sys.argv[1], sys.argv[2] or None, int(sys.argv[3]), int(sys.argv[4])
readable = readable_paths(())
NUMBERS = this_architecture().numbers
def become_ordinary():
    os.setgroups([]); os.setgid(user); os.setuid(user)
def try_it(attack):
    try: answer = attack()
    except BaseException as fault:
        # As a crash is told: from Python 3.13 on `shutil` adds a file's name to what the error prints.
        text = fault.args[0] if fault.args and type(fault.args[0]) is str else fault
        print("refused", type(fault).__name__, getattr(fault, "errno", None), text)
    else: print("allowed", answer)
if user: become_ordinary()
"""

NOBODY = 65534


@dataclass(frozen=True)
class Room:
    """A folder that everybody may write to, with a learner's answer in it, and the user to be in it."""

    home: Path
    user: int

    @property
    def answer(self) -> Path:
        return self.home / "answer.py"

    @property
    def scratch(self) -> Path:
        return self.home / "scratch"


@dataclass(frozen=True)
class Ended:
    """How a child ended: what it printed, and its exit status."""

    said: str
    status: int


Child = Callable[..., Ended]


@contextmanager
def furnished(user: int) -> Iterator[Room]:
    """A fresh room for `user`, 0 being whoever runs the tests."""
    home = Path(tempfile.mkdtemp(prefix="gradlings-test-"))
    made = Room(home, user)
    made.scratch.mkdir()
    made.answer.write_text("mine\n")
    for path in (home, made.scratch, made.answer):
        path.chmod(0o777)
        if user:
            os.chown(path, user, user)
    yield made
    shutil.rmtree(home)


@pytest.fixture(params=["root", "ordinary user"] if os.geteuid() == 0 else ["ordinary user"])
def room(request: pytest.FixtureRequest) -> Iterator[Room]:
    """A room for root, where the tests run as root, and one for an ordinary user."""
    with furnished(NOBODY if os.geteuid() == 0 and request.param == "ordinary user" else 0) as made:
        yield made


@pytest.fixture
def child(room: Room) -> Child:
    """Run `code` in a child: after `confine` if `confined`, as the room's user, in the room's folder."""

    def run(
        code: str, *, level: Level | None = None, scratch: bool = False, confined: bool = True, limits: str = ""
    ) -> Ended:
        wanted = level or probe()
        step = f"confine(Level({wanted.value!r}), readable=readable, scratch=scratch, limits=Limits({limits}))\n"
        source = PRELUDE + (step if confined else "") + code
        command = [sys.executable, "-s", "-P", "-B", "-c", source, str(room.home)]
        command += [str(room.scratch) if scratch else "", str(os.getpid()), str(room.user)]
        clean = {"OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
        ended = subprocess.run(command, env=clean, cwd=room.home, capture_output=True, text=True, timeout=60, check=False)
        return Ended(ended.stdout + ended.stderr, ended.returncode)

    return run
