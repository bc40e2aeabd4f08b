"""Whose work can wait leaves the processor to all others."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tutor.judge.priority import LAST, be_last


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="no priorities on this system")
def test_a_group_of_processes_comes_last_and_nobody_else_does() -> None:
    before = os.getpriority(os.PRIO_PROCESS, 0)
    command = [sys.executable, "-c", "input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as worker:
        be_last(worker.pid)
        assert os.getpriority(os.PRIO_PROCESS, worker.pid) == LAST
        assert not hasattr(os, "SCHED_IDLE") or os.sched_getscheduler(worker.pid) == os.SCHED_IDLE
        worker.communicate(b"\n")
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_a_process_that_is_gone_is_no_fault() -> None:
    with subprocess.Popen([sys.executable, "-c", ""], start_new_session=True) as worker:
        worker.wait()
    be_last(worker.pid)
