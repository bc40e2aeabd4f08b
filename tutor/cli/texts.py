"""Files named on the command line, read with care."""

from __future__ import annotations

from pathlib import Path

from tutor.storage.workspace import Workspace


def text_of(path: Path) -> str:
    """The text of a file; what is no UTF-8 becomes U+FFFD. Raises WorkspaceError, with the cure."""
    return Workspace(path.parent).read(path).text
