"""What the terminal under the tutor can show."""

from __future__ import annotations

from typing import NamedTuple, TextIO

from rich.console import Console

from tutor.characters import speaks_utf8


class Terminal(NamedTuple):
    """utf8: more than ASCII. few_colours: sixteen, which are the terminal's own."""

    utf8: bool = True
    few_colours: bool = False


ABLE = Terminal()


def terminal_of(stream: TextIO) -> Terminal:
    """By the encoding of its stream, and by TERM and COLORTERM."""
    return Terminal(speaks_utf8(stream), Console(file=stream).color_system == "standard")
