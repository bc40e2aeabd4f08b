"""Inlay hints: what each assignment of the learner's file held in the first forward and backward, told by its shape.

Followed line by line, and for a short time only: whatever is called again and again runs as if nobody looked.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import FrameType
from typing import Any

import numpy as np

from tutor.judge.child.scenes import value_of
from tutor.judge.child.tracing import Listener, tracer

MAX_EVENTS = 4000  # some milliseconds; a loop beyond that keeps the values it had then
MAX_TEXT = 60
MAX_ITEMS = 4

_WITHIN = "<"  # names of comprehensions and lambdas begin so
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")

_isinstance, _type, _len = isinstance, type, len
_ndarray, _generic = np.ndarray, np.generic
_shape_of = np.ndarray.shape.__get__
_BaseException = BaseException

Statement = ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return


class InlayHints(Listener):
    """Following one file between `start` and `stop`. `lines` is filled: last line of a statement -> what it held."""

    def __init__(self, file: str, text: str, lines: dict[int, str]) -> None:
        self._lines = lines
        self._settled: dict[int, str] = {}
        self._statements = dict(_by_line(ast.parse(text)))
        self._running: dict[FrameType, Statement] = {}
        self._tracer = tracer(file, self, MAX_EVENTS)
        self._over = False
        self._root: str | None = None

    def start(self) -> None:
        self._tracer.start()

    def stop(self) -> None:
        self._over = True
        self._tracer.stop()
        self._running.clear()

    def follow(self, root: str, repeated: bool) -> None:
        """An observation of a case was made; with the first of another, or once calls are repeated, the time is over."""
        if self._over:
            return
        self._root = self._root or root
        if root == self._root:
            self._settled = dict(self._lines)
        else:
            self._lines.clear()
            self._lines.update(self._settled)  # what the other case has already left behind is not of the first
        if repeated or root != self._root:
            self.stop()

    # --- told by the tracer ---

    def called(self, frame: FrameType) -> bool:
        """The lines of comprehensions and lambdas are those of the statement around them."""
        return not frame.f_code.co_name.startswith(_WITHIN)

    def line(self, frame: FrameType, number: int) -> None:
        """The line before is done, and so is its statement unless this line belongs to it too."""
        statement, before = self._statements.get(number), self._running.pop(frame, None)
        if before is not None and before is not statement:
            self._note(before, frame)
        if statement is not None:
            self._running[frame] = statement

    def returned(self, frame: FrameType, value: Any) -> None:
        """The last statement of a call is done."""
        before = self._running.pop(frame, None)
        if before is not None:
            self._note(before, frame, value)

    def raised(self, frame: FrameType) -> None:
        """A statement that raised has left nothing behind."""
        self._running.pop(frame, None)

    def _note(self, statement: Statement, frame: FrameType, returned: Any = None) -> None:
        try:
            if _isinstance(statement, ast.Return):
                held = summarize(returned)
            else:
                held = ", ".join(filter(None, (summarize(value_of(_holder(t), frame)) for t in _targets(statement))))
        except _BaseException:  # values of the learner's own may do anything; an inlay hint is no reason to fail
            return
        if held:
            self._lines[statement.end_lineno or statement.lineno] = held[:MAX_TEXT]


def _by_line(tree: ast.AST) -> Iterator[tuple[int, Statement]]:
    for node in _statements(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                yield line, node


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """What stands in blocks, outer before inner; expressions, nine nodes in ten, are passed over."""
    for block in _BLOCKS:
        for node in getattr(tree, block, ()):
            yield node
            yield from _statements(node)


def _targets(statement: Statement) -> Iterator[ast.expr]:
    """What stands on the left, (a, b) taken apart."""
    match statement:
        case ast.Assign(targets):
            waiting: list[ast.expr] = list(targets)
        case ast.AugAssign(one) | ast.AnnAssign(one):
            waiting = [one]
        case _:
            waiting = []
    for target in waiting:
        yield from target.elts if isinstance(target, ast.Tuple | ast.List) else (target,)


def _holder(target: ast.expr) -> ast.expr:
    """`dx` of `dx[mask] = 0`: the array that was written into."""
    while isinstance(target, ast.Subscript):
        target = target.value
    return target


def summarize(value: Any) -> str:
    """The shape of an array, a number in short; nothing of anything else."""
    kind = _type(value)
    if _isinstance(value, _ndarray):
        return repr(tuple(_shape_of(value)))
    if kind in (bool, int):
        return f"{value}" if -(10**12) < value < 10**12 else ""
    if kind is float or _isinstance(value, _generic):
        return f"{value:.4g}" if kind is float or value.dtype.kind == "f" else f"{value}"
    if kind in (tuple, list) and 0 < _len(value) <= MAX_ITEMS:
        return ", ".join(filter(None, map(summarize, value)))
    return ""
