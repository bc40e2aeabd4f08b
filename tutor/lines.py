"""Lines of a program as Python counts them."""

from __future__ import annotations

from io import StringIO


def python_lines(text: str, keepends: bool = False) -> list[str]:
    r"""The lines whose numbers Python gives: ended by \n, \r\n or \r alone. `str.splitlines` ends one at a form feed, too.

    keepends: each with a \n at its end, where it has one.
    """
    lines = list(StringIO(text, newline=None))
    return lines if keepends else [line.removesuffix("\n") for line in lines]
