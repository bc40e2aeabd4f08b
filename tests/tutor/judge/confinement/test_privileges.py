"""A worker's life is tied to its parent's."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tutor.judge.confinement.privileges import ORPHANED

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="parent death signals are Linux's")

WORKER = """
import os, sys, time
from tutor.judge.confinement.confine import Level, Limits, confine, die_with_parent
die_with_parent(os.getppid())
confine(Level.FULL, readable=(), scratch=None, limits=Limits())
print(os.getpid(), flush=True)
time.sleep(600)
"""


def test_a_worker_whose_parent_is_gone_already_ends_at_once() -> None:
    code = "from tutor.judge.confinement.confine import die_with_parent\ndie_with_parent(1)\nprint('alive')"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.returncode) == ("", ORPHANED)


def test_a_confined_worker_dies_with_its_parent() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {WORKER!r}])"],
        stdout=subprocess.PIPE,
    )
    with parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) != parent.pid
        parent.send_signal(signal.SIGKILL)
        # The pipe ends only when its last writer, the worker, has ended: in ten minutes, if nobody killed it.
        assert parent.stdout.read() == b""
