"""Terminals that are closed again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.e2e.terminal import Terminal

Opener: TypeAlias = Callable[..., Terminal]


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Opener]:
    """`terminal(width, height, NAME=value)`: a terminal on a home folder of its own, with the tutor started in it."""
    if not shutil.which("tmux"):
        assert not os.environ.get("CI"), "the end-to-end tests need tmux, and CI must have it"
        pytest.skip("tmux is not installed: the tests in a real terminal need it")
    opened: list[Terminal] = []

    def opener(width: int = 80, height: int = 24, *, panes: bool = False, **environ: str) -> Terminal:
        one = Terminal(tmp_path, width, height, environ, panes)
        opened.append(one)
        one.start()
        return one

    yield opener
    for one in opened:
        one.close()
