"""What a tutor that was killed left behind."""

from __future__ import annotations

import gc
import os
import tempfile
import weakref
from pathlib import Path

import pytest
from textual.widget import Widget

from tests.tutor.ui.conftest import Tutor
from tutor.judge.scratch import PREFIX
from tutor.ui.figures.view import FigureView
from tutor.ui.widgets.editor import CodeEditor


async def test_the_next_tutor_removes_what_a_killed_one_left(
    tutor: Tutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{PREFIX}abcdefgh"
    left.mkdir()
    os.utime(left, (0, 0))
    async with tutor() as desk:
        await desk.until(lambda: not left.exists(), "swept")


@pytest.mark.parametrize("kind", [CodeEditor, FigureView])
async def test_a_lesson_that_was_left_keeps_none_of_its_screen(tutor: Tutor, kind: type[Widget]) -> None:
    async with tutor() as desk:
        await desk.open("softmax-with-loss")
        lab = desk.lesson.query_one("#lab-figure", FigureView) if kind is FigureView else desk.lesson.editor
        left = weakref.ref(lab)
        del lab
        await desk.open("relu-layer")
        await desk.until(lambda: gc.collect() >= 0 and left() is None, "let go of")
