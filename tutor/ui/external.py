"""The learner's own editor, on the same file: the tutor steps aside and comes back when the editor is closed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from tutor.model import Message


async def edit_outside(app: App[Any], chosen: str, path: Path) -> Message | None:
    """Open `path` in the chosen editor, else VISUAL, EDITOR, or vi. Returns what went wrong, if anything."""
    command = chosen or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words or shutil.which(words[0]) is None:
        return Message("editor.not-found", {"command": command})
    try:
        with app.suspend():
            status = subprocess.run([*words, str(path)], check=False).returncode
    except SuspendNotSupported:
        return Message("editor.no-suspend")
    app.refresh(layout=True)
    return None if status == 0 else Message("editor.failed", {"command": command, "status": status})
