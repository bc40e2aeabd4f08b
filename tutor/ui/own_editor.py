"""How the learner's own editor is called, so that it opens where the cursor is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PLUS = frozenset({"vi", "vim", "nvim", "emacs", "emacsclient", "nano", "pico", "micro", "kak", "joe", "ne", "mg"})
COLON = frozenset({"hx", "helix", "subl", "sublime_text", "zed"})
GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor"})


def command_for(editor: Sequence[str], path: Path, line: int) -> list[str]:
    """The editor's words with the file, and with the line (from 1) where it is known how this editor is told."""
    name = Path(editor[0]).name.removesuffix(".exe")
    if name in PLUS:
        return [*editor, f"+{line}", str(path)]
    if name in COLON:
        return [*editor, f"{path}:{line}"]
    if name in GOTO:
        return [*editor, "--goto", f"{path}:{line}"]
    return [*editor, str(path)]
