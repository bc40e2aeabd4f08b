"""NumPy comes into the judge's own process late, beside the workers, and with one thread."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from tutor.judge.launch import THREADS
from tutor.judge.loading import load_verdicts


def test_a_command_can_ask_for_a_check_before_numpy_is_there() -> None:
    code = "import sys, tutor.judge.assess, tutor.cli.checking; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_started_later_gets_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    asyncio.run(load_verdicts())
    assert [os.environ.get(name) for name in THREADS[:2]] == ["3", None]


def test_numpy_starts_no_threads_for_verdicts() -> None:
    code = "import os\nfrom tutor.judge.loading import one_thread\nwith one_thread():\n    import numpy\n"
    code += "print(len(os.listdir('/proc/self/task')))"
    if not os.path.isdir("/proc/self/task"):
        pytest.skip("threads are counted in /proc")
    clean = {name: value for name, value in os.environ.items() if name not in THREADS}
    done = subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
