"""Questions that a change has left without a say: the answer is the same wherever they are asked.

`if np.ndim(dout) < 0` for `> 1` makes a text right where its branch is what is wrong, for it is never reached any more.
That is no cure, and to propose it would leave the fault standing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tutor.judge.mending.edits import Edit, Edits, Span, Text

_ANSWERS = ("| True", "& False")


def answered(text: Text, edits: Edits) -> tuple[str, ...]:
    """The changed text with a question that a change is in answered by yes each time, and by no; () where none is in one."""
    asked = [edit for edit in edits if text.is_asked(edit)]
    changed = Text.parse(text.changed(edits)) if asked else None
    if changed is None:
        return ()
    asking = [changed.span(question) for question in _questions(changed.tree)]
    found = (_smallest(asking, _place(edit, edits)) for edit in asked)
    return tuple(_with_answer(changed, span, answer) for span in found if span for answer in _ANSWERS)


def _with_answer(text: Text, asked: Span, answer: str) -> str:
    (low, high), data = asked, text.data
    return f"{data[:low].decode()}((({text.source(asked)}) != 0) {answer}){data[high:].decode()}"


def _place(edit: Edit, edits: Edits) -> Span:
    """Where a change's first piece stands when all are made."""
    (start, _), new = min(edit.splices)
    before = (splice for one in edits for splice in one.splices if splice[0][0] < start)
    moved = start + sum(len(put.encode()) - (high - low) for (low, high), put in before)
    return moved, moved + len(new.encode())


def _smallest(spans: Iterable[Span], place: Span) -> Span | None:
    """Of those that touch a place."""
    around = [span for span in spans if span[0] < place[1] and place[0] < span[1]]
    return min(around, key=lambda span: span[1] - span[0], default=None)


def _questions(tree: ast.AST) -> Iterator[ast.expr]:
    """Comparisons, and what branches and `np.where` ask; not when a loop is over, which may be never then."""
    loops = {id(part) for node in ast.walk(tree) if isinstance(node, ast.While) for part in ast.walk(node.test)}
    for node in ast.walk(tree):
        if id(node) in loops:
            continue
        match node:
            case ast.Compare():
                yield node
            case ast.If(test) | ast.IfExp(test):
                yield test
            case ast.Call(ast.Attribute(_, "where"), [test, _, _]):
                yield test
