"""What a tutor that was killed left behind."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from tests.tutor.ui.conftest import Tutor
from tutor.judge.scratch import PREFIX


async def test_the_next_tutor_removes_what_a_killed_one_left(
    tutor: Tutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{PREFIX}abcdefgh"
    left.mkdir()
    os.utime(left, (0, 0))
    async with tutor() as desk:
        await desk.until(lambda: not left.exists(), "swept")
