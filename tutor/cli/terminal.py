"""What the other end of an output can show: characters, colours, width, links; and the writing of links.

A link is an escape sequence around a name (OSC 8), so it is put around a text that is clean already, here and nowhere else.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import TextIO

from tutor.characters import clean, speaks_utf8
from tutor.text.verdicts import Paper

MOST_COLUMNS = 120
_BREAK = re.compile(r"(\n *)")
_LINE = re.compile(r":\d+$")


def terminal(stream: TextIO | None = None, environ: Mapping[str, str] = os.environ) -> Paper:
    """What standard output is. NO_COLOR, `TERM=dumb` and a pipe mean no colours."""
    out = stream or sys.stdout
    able = understands_sequences(out, environ)
    return Paper(speaks_utf8(out), able and not environ.get("NO_COLOR"), _width(out, environ))


def understands_sequences(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal is there that is not dumb: it shows links, or passes over them."""
    return stream.isatty() and environ.get("TERM", "dumb") not in ("", "dumb")


def linked(text: str, facts: Mapping[str, object], stream: TextIO, environ: Mapping[str, str] = os.environ) -> str:
    """`text`, clean already, in which the files that are among its facts are links, if `stream` leads to a terminal.

    A name that was broken over lines is a link on each of them.
    """
    if not understands_sequences(stream, environ):
        return text
    files = {clean(str(file)): file for file in _files(facts)}
    if not files:
        return text
    names = sorted(files, key=len, reverse=True)  # a folder may be named beside a file in it
    wanted = re.compile("|".join(f"({_perhaps_broken(name)})" for name in names))
    return wanted.sub(lambda found: _link(found[0], files[names[(found.lastindex or 1) - 1]]), text)


def _files(facts: Mapping[str, object]) -> Iterator[Path]:
    """The facts that are whole paths; the number of a line behind one is no part of it."""
    for fact in facts.values():
        if isinstance(fact, (str, PurePath)) and os.path.isabs(fact) and Path(fact).name:
            yield Path(_LINE.sub("", fact) if isinstance(fact, str) and not os.path.lexists(fact) else fact)


def _perhaps_broken(name: str) -> str:
    return r"(?:\n +)?".join(r"(?: |\n +)" if character == " " else re.escape(character) for character in name)


def _link(shown: str, file: Path) -> str:
    try:
        address = _address(file)
    except UnicodeEncodeError:  # no file can be called so
        return shown
    parts = _BREAK.split(shown)
    return "".join(f"\x1b]8;;{address}\x1b\\{part}\x1b]8;;\x1b\\" if part.strip() else part for part in parts)


def _address(file: Path) -> str:
    """`file://host/path` in characters that nothing has to be done about; the host, since a shell may be far away."""
    from urllib.parse import quote

    host = os.uname().nodename if hasattr(os, "uname") else ""
    return f"file://{quote(host)}/{quote(os.fsencode(file.as_posix())).removeprefix('/')}"


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
