"""Python's indentation and comments as functions of lines: what Enter, Backspace and Ctrl+/ do."""

from __future__ import annotations

from collections.abc import Sequence

LEAVES_BLOCK = frozenset({"return", "pass", "raise", "break", "continue"})
QUOTES = "'\""


def code_of(line: str) -> str:
    """The line without its comment and trailing blanks. A # inside a one-line string is no comment."""
    quote = ""
    escaped = False
    for column, character in enumerate(line):
        if escaped or (quote and character == "\\"):
            escaped = not escaped
        elif quote:
            quote = "" if character == quote else quote
        elif character in QUOTES:
            quote = character
        elif character == "#":
            return line[:column].rstrip()
    return line.rstrip()


def indent_of(line: str) -> str:
    """The blanks that a line starts with."""
    return line[: len(line) - len(line.lstrip())]


def next_indent(before_cursor: str, width: int) -> str:
    """The indentation of the line opened after `before_cursor`: deeper after a colon, less after `return`."""
    indent = indent_of(before_cursor)
    code = code_of(before_cursor)
    if code.endswith(":"):
        return indent + " " * width
    words = code.replace("(", " ").split()
    if words and words[0] in LEAVES_BLOCK and _closes(code):
        return indent[: max(0, len(indent) - width)]
    return indent


def _closes(code: str) -> bool:
    """Whether as many brackets close as open: `return f(` goes on in the next line."""
    return sum(map(code.count, "([{")) <= sum(map(code.count, ")]}"))


def stop_before(column: int, width: int) -> int:
    """The indent stop to the left of `column`."""
    return max(0, (column - 1) // width * width)


def toggle_comments(lines: Sequence[str]) -> list[str]:
    """Commented lines if any was code, else their code again. Signs stand at the least indentation."""
    filled = [line for line in lines if line.strip()]
    if all(line.lstrip().startswith("#") for line in filled):
        return [_uncomment(line) for line in lines]
    column = min(len(indent_of(line)) for line in filled)
    return [f"{line[:column]}# {line[column:]}" if line.strip() else line for line in lines]


def _uncomment(line: str) -> str:
    head, sign, rest = line.partition("#")
    return head + rest.removeprefix(" ") if sign else line


def shift(lines: Sequence[str], width: int) -> list[str]:
    """Lines moved right by `width` cells, or left if negative, as far as their indentation allows."""
    if width > 0:
        return [" " * width + line if line.strip() else line for line in lines]
    return [line[min(-width, len(indent_of(line))) :] for line in lines]
