"""Folders and files as they are shown: short where they lie in the learner's home."""

from __future__ import annotations

from pathlib import Path


def shorten(path: Path) -> str:
    """`~/gradlings` for what lies in the home folder; else the whole path."""
    home = Path.home()
    return str(Path("~", path.relative_to(home))) if path.is_relative_to(home) else str(path)
