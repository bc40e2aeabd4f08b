"""How the learner's own editor is called, so that it opens where the cursor is: in place of the tutor, or beside it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import DEVNULL

PLUS = frozenset({"vi", "vim", "nvim", "emacs", "emacsclient", "nano", "pico", "micro", "kak", "joe", "ne", "mg"})
COLON = frozenset({"hx", "helix", "subl", "sublime_text", "zed"})
GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor"})
WINDOWED = GOTO | {"subl", "sublime_text", "zed"}
WAITING = ("-w", "--wait")
PATIENCE = 5.0  # seconds; what has not failed by then has opened


def command_for(editor: Sequence[str], path: Path, line: int) -> list[str]:
    """The editor's words with the file, and with the line (from 1) where it is known how this editor is told."""
    name = _name(editor)
    if name in PLUS:
        return [*editor, f"+{line}", str(path)]
    if name in COLON:
        return [*editor, f"{path}:{line}"]
    if name in GOTO:
        return [*editor, "--goto", f"{path}:{line}"]
    return [*editor, str(path)]


def command_beside(editor: Sequence[str], path: Path, line: int, environ: Mapping[str, str]) -> list[str] | None:
    """What opens the editor where the tutor stays in view: a pane of tmux or Zellij, or a window. None: nothing does.

    editor: its words, none if there is no editor; VS Code's terminal needs none.
    """
    if editor and _name(editor) in WINDOWED:
        return _in_window(editor, path, line)
    if environ.get("TERM_PROGRAM") == "vscode":
        return _in_window(["code"], path, line)
    if editor and environ.get("TMUX"):
        here = ["-t", environ["TMUX_PANE"]] if environ.get("TMUX_PANE") else []
        return ["tmux", "split-window", "-h", *here, *_found(command_for(editor, path, line))]
    if editor and "ZELLIJ" in environ:
        pane = ["--direction", "right", "--close-on-exit", "--name", path.name]
        return ["zellij", "run", *pane, "--", *_found(command_for(editor, path, line))]
    return None


async def opens(command: Sequence[str]) -> bool:
    """Whether a command that opens something beside the tutor could be run. Its words would spoil the screen."""
    try:
        run = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)
        return await asyncio.wait_for(run.wait(), PATIENCE) == 0
    except TimeoutError:
        return True
    except OSError:
        return False


def _name(editor: Sequence[str]) -> str:
    return Path(editor[0]).name.removesuffix(".exe")


def _in_window(editor: Sequence[str], path: Path, line: int) -> list[str]:
    """These return at once, unless they are told to wait."""
    words = [word for word in editor if word not in WAITING]
    return command_for([*words, "--reuse-window"] if _name(editor) in GOTO else words, path, line)


def _found(command: list[str]) -> list[str]:
    """A pane may look for programs in other folders than the tutor."""
    return [shutil.which(command[0]) or command[0], *command[1:]]
