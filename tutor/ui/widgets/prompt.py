"""Python's prompt as functions of a text: whether it goes on with another line, and how far that is indented."""

from __future__ import annotations

import ast
import codeop
import io
import tokenize
import warnings

from tutor.ui.widgets.indent import code_of, indent_of, next_indent

WIDTH = 4  # cells of one step of indentation
LONGEST = 20_000  # characters: a text beyond is not read here, but run as it is
_OPENING = ("(", "[", "{")


def goes_on(text: str) -> bool:
    """Whether Enter adds a line: something is open, or a block that an empty line has not ended yet."""
    if len(text) > LONGEST:
        return False
    ended = not text.rpartition("\n")[2].strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            whole = codeop.compile_command(text, symbol="exec") is not None
            return (not ended and (not whole or _ends_in_block(text))) or (not whole and _is_open(text))
    except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
        return False  # running it says what is wrong with it


def indent_after(text: str) -> str:
    """The blanks that the line behind `text` starts with."""
    if len(text) > LONGEST:
        return ""
    lines, row = text.split("\n"), _statement_row(text)
    last = code_of(lines[-1])
    if _is_open(text):
        return indent_of(lines[-1]) + " " * WIDTH * last.endswith(_OPENING)
    statement = " ".join(code_of(line).strip() for line in lines[row:])
    return next_indent(indent_of(lines[row]) + statement, WIDTH)


def _ends_in_block(text: str) -> bool:
    body = ast.parse(text).body
    return bool(body) and (hasattr(body[-1], "body") or hasattr(body[-1], "cases"))


def _is_open(text: str) -> bool:
    """Whether a bracket or a string of several lines is."""
    try:
        for _ in tokenize.generate_tokens(io.StringIO(text).readline):
            pass
    except tokenize.TokenError as error:
        return "EOF" in str(error)
    except SyntaxError:
        pass
    return False


def _statement_row(text: str) -> int:
    """The row, from 0, where the last statement begins: it may go over several lines."""
    row, begins = 0, True
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.NEWLINE:
                begins = True
            elif begins and token.string.strip() and token.type != tokenize.COMMENT:
                row, begins = token.start[0] - 1, False
    except (tokenize.TokenError, SyntaxError):
        return text.count("\n")
    return row
