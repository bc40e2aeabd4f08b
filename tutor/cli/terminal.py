"""What the other end of standard output can show: characters, colours, width."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

from tutor.characters import speaks_utf8
from tutor.text.verdicts import Paper

MOST_COLUMNS = 120


def terminal(stream: TextIO | None = None, environ: Mapping[str, str] = os.environ) -> Paper:
    """What standard output is. NO_COLOR, `TERM=dumb` and a pipe mean no colours."""
    out = stream or sys.stdout
    plain = bool(environ.get("NO_COLOR")) or environ.get("TERM", "dumb") in ("", "dumb")
    return Paper(speaks_utf8(out), out.isatty() and not plain, _width(out, environ))


def settle(stream: TextIO) -> None:
    """A character that a terminal does not have becomes a question mark, not an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")


def _width(stream: TextIO, environ: Mapping[str, str]) -> int:
    """Columns: those that COLUMNS says, else the terminal's, else 80; no line is longer than can be read."""
    said = environ.get("COLUMNS", "")
    if said.isdigit() and int(said):
        return min(int(said), MOST_COLUMNS)
    try:
        return min(os.get_terminal_size(stream.fileno()).columns or 80, MOST_COLUMNS)
    except (OSError, ValueError):
        return 80
