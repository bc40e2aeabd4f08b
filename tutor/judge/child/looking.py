"""With what a failed line is looked at: nothing of the learner's is run for it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import FrameType, FunctionType, TracebackType
from typing import Any, TypeAlias

ValueOf: TypeAlias = Callable[[ast.expr, FrameType], Any]
"""The value of a name, of attributes of one, or under a key."""

Segment: TypeAlias = Callable[[TracebackType, str], str]
"""The expression at which a level of a traceback stopped, in a source."""


def parameters_of(function: FunctionType) -> list[str]:
    """The names of what it takes by place."""
    return list(function.__code__.co_varnames[: function.__code__.co_argcount])
