"""Functions that call themselves, or each other, until Python gives up: which, and in which line."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from types import FunctionType, TracebackType
from typing import Any

from tutor.judge.child.looking import Segment

MAX_ROUND = 6  # functions that call each other
COMPREHENSIONS = ("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>")  # a level of their own, and no function
_BUILTINS = frozenset(dir(builtins))
_isinstance, _type, _len, _str = isinstance, type, len, str


def describe_recursion(
    error: BaseException,
    own: TracebackType | None,
    source: str,
    segment: Segment,
) -> dict[str, str]:
    """Facts about a RecursionError, found where the innermost levels of the learner's repeat themselves; else empty.

    itself: the function, or all that call each other. line, call: where the next round begins. hidden: where else something
    of that name comes from: a module, `builtins`, or this file.
    """
    if not _isinstance(error, RecursionError) or own is None:
        return {}
    file = own.tb_frame.f_code.co_filename
    levels = [one for one in _levels(error.__traceback__) if one.tb_frame.f_code.co_filename == file]
    turn = _turn(levels)
    every = dict.fromkeys(one.tb_frame.f_code.co_name for one in turn)
    names = [name for name in every if name not in COMPREHENSIONS]
    if not names or "<" in "".join(names):
        return {}
    told = {"itself": ", ".join(f"`{name}`" for name in names), "line": _str(turn[-1].tb_lineno)}
    call = segment(turn[-1], source)
    told["call"] = call if _len(call) <= 80 else ""
    return told | (_hidden(names[0], call, turn[-1], source) if _len(names) == 1 else {"each": "yes"})


def _levels(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _turn(levels: list[TracebackType]) -> list[TracebackType]:
    """One round of what repeats itself: levels of the last functions, seen three times over."""
    codes = [one.tb_frame.f_code for one in levels]
    for after in range(min(MAX_ROUND, _len(codes))):  # the last of all may be in a function that is not of the round
        end = _len(codes) - after
        for size in range(1, MAX_ROUND + 1):
            one, other, third = (codes[end - k * size : end - (k - 1) * size] for k in (1, 2, 3))
            if one and one == other == third and _len(one) == size:
                return _from_the_top(levels[end - 2 * size : end - size])
    return []


def _from_the_top(turn: list[TracebackType]) -> list[TracebackType]:
    """The same round, begun with the function that is first in the file."""
    codes = [one.tb_frame.f_code for one in turn]
    first = min(range(_len(turn)), key=lambda at: (codes[at].co_name in COMPREHENSIONS, codes[at].co_firstlineno))
    return [*turn[first:], *turn[:first]]


def _hidden(name: str, call: str, level: TracebackType, source: str) -> dict[str, str]:
    """Whether the same name is that of another function, which may have been meant."""
    by_dot = call.startswith(f"self.{name}(")
    if not by_dot and not call.startswith(f"{name}("):
        return {}
    module = _imported(name, source)
    if module:
        return {"hidden": module, "by_dot": "yes" * by_dot}
    if not by_dot:
        return {"hidden": "builtins"} if name in _BUILTINS else {}
    known: Any = level.tb_frame.f_globals.get(name)
    if _type(known) is FunctionType and known.__code__ is not level.tb_frame.f_code:
        return {"hidden": "this file", "by_dot": "yes"}
    return {"hidden": "builtins", "by_dot": "yes"} if name in _BUILTINS else {}


def _imported(name: str, source: str) -> str:
    found: list[Any] = [node for node in ast.parse(source).body if _isinstance(node, ast.ImportFrom)]
    named = (node.module for node in found for alias in node.names if (alias.asname or alias.name) == name)
    return next(named, "")
