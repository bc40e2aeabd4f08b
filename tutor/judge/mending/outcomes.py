"""What a change of a text has come to: the cure, a step towards it, or a coincidence."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from tutor.judge.diagnosis.samples import LOOSE
from tutor.judge.mending.costs import COMMON
from tutor.judge.mending.edits import Edit, Edits, Text
from tutor.judge.numbers import is_numeric
from tutor.model import Crash, Finding, ObservationName, Recording, Stage

SEVERAL = 3  # whole numbers that a change has to set right, each another
NARROW = 16  # answers of yes or no that a change can hit by chance
MUCH = 2  # values more than these that one change sets right
SHAPELY = "contract.shape"
GONE = ("gone", "gone-whole")  # kinds of changes that take a statement out

_TITLE = re.compile(r"[A-Z]\w+")
_NAME = re.compile(r"(self\.)?[^\W\d]\w*")

Names: TypeAlias = frozenset[ObservationName]


def wrong_of(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if not one.passed and not one.beyond]


def is_of_shape(first: Finding) -> bool:
    return first.stage is Stage.RUN or (first.message is not None and first.message.key.startswith(SHAPELY))


def spoils(before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether a value beyond what the page asks was right, and is off now: a cure spoils nothing."""
    were = {one.name for one in before if one.beyond and one.passed and one.stage is Stage.FORWARD}
    return any(one.name in were and not one.passed for one in after)


def can_mend(edit: Edit, first: Finding) -> bool:
    """No sign and no factor mends a shape; where one does all the same, reshape has taken -1 for "whatever is left"."""
    if not is_of_shape(first) or edit.kind != "instead":
        return True
    return edit.cost <= COMMON and not turns_sign(edit)


def is_half(text: Text, edits: Edits, first: Finding) -> bool:
    """Whether a change that leaves something else off may be said. To take a line out, to ask another condition or none, or
    to write elsewhere what must not be written into, hides what is off as often as it mends it."""
    hides = edits[0].kind in (*GONE, "unasked") or text.asks(edits[0].lines[0]) or text.is_target(edits[0].splices[0][0])
    return not hides and first.stage is not Stage.PURITY


def loses(edit: Edit) -> bool:
    """Whether a change leaves a part of a sum, or goes on without what it has just computed: what is off then is often off
    because of that very change."""
    if edit.kind == "into-loop" and edit.was.startswith("return"):
        return True
    was = _expression(edit.was)
    sums = [node for node in ast.walk(was) if isinstance(node, ast.BinOp)] if was else []
    parts = [part for node in sums if isinstance(node.op, ast.Add | ast.Sub) for part in (node.left, node.right)]
    return edit.becomes in map(ast.unparse, parts)


def takes_factor_out(edit: Edit) -> bool:
    """Whether a change leaves all but a factor or a divisor, which puts every element off by itself and hides nothing."""
    was = _expression(edit.was)
    return isinstance(was, ast.BinOp) and isinstance(was.op, ast.Mult | ast.Div) and ast.unparse(was.left) == edit.becomes


def _expression(code: str) -> ast.expr | None:
    """None for what is a statement, or cut short to be shown."""
    try:
        return ast.parse(code, mode="eval").body
    except SyntaxError:
        return None


def is_telling(reference: Recording, name: ObservationName) -> bool:
    """Whether to set this value right says something: a 0 or 1 comes by chance, or where nothing happens any more, and
    so do counts that are the same in most cases; and what is judged loosely, or reckoned from other values, soon fits."""
    found = next((record for record in reference.records if record.name == name), None)
    if found is None or found.rtol > LOOSE or name.what == "mixture":
        return False
    if not is_numeric(found.value) or np.ndim(found.value):
        return True
    alike = (one.value for one in reference.records if (one.variable, one.what) == (name.variable, name.what))
    several = {float(value) for value in alike if is_numeric(value) and np.ndim(value) == 0}
    return found.value not in (0, 1) and (float(found.value) != int(found.value) or len(several) >= SEVERAL)


def is_narrow(reference: Recording) -> bool:
    """Whether so little is asked, such as a table of truth, that many a change makes it right by chance."""
    values = [record.value for record in reference.records if not record.beyond and record.rule != "shown"]
    return len(values) <= NARROW and all(is_numeric(value) and np.ndim(value) == 0 and value in (0, 1) for value in values)


def price(edits: Edits) -> int:
    return sum(edit.cost for edit in edits)


def likely(text: Text, edits: Edits) -> tuple[int, int, int]:
    """Of equal price, a wrong question is the least likely: many another question only keeps from being reached what is
    wrong behind it. One name taken for another is likelier than any other slip."""
    asked = sum(edit.kind not in GONE and text.is_asked(edit) for edit in edits)
    return price(edits), asked, sum(not _is_of_names(edit) for edit in edits)


def _is_of_names(edit: Edit) -> bool:
    return edit.kind == "instead" and all(_NAME.fullmatch(part) for part in (edit.was, edit.becomes))


def turns_sign(edit: Edit) -> bool:
    """Two of them in one statement, a minus or `1 - `, are no slip, but a way round another one."""
    return edit.splices[0][1].startswith(("-", "(-", "1 - ", "(1 - "))


def is_progress(first: Finding, before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether nothing else has gone wrong, and nothing of the variable that was off is any more: a change that sets some of
    its cases right is a coincidence more often than the first of two slips."""
    were, are = ({one.name for one in wrong_of(found)} for found in (before, after))
    known = {one.name for one in before}
    if first.name in are or (not is_of_shape(first) and any(name in known and name not in were for name in are)):
        return False
    if first.name.what == "names" and any(name.case == first.case for name in are):  # what bears these names is wrong
        return False
    return not any(kin(name) == kin(first.name) for name in are)


def is_step(first: Finding, before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether less is wrong than before, and nothing that was right."""
    were, are = ({one.name for one in wrong_of(found)} for found in (before, after))
    return first.name not in are and are < were


def is_much(first: Finding, before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether a step sets right more than chance would: most of what was wrong; or whatever raised or had another shape."""
    were, left = len(wrong_of(before)), wrong_of(after)
    if is_of_shape(first):
        return were - len(left) > 1 and not any(map(is_of_shape, left))
    return were - len(left) > MUCH and 3 * len(left) <= were


def least(left: Sequence[tuple[Edits, Names]], before: Sequence[Finding]) -> tuple[Edits, Names] | None:
    """The one step that sets much right, and more than any other one does."""
    by_rest = sorted(left, key=lambda one: len(one[1]))
    alone = len(by_rest) == 1 or (len(by_rest) > 1 and len(by_rest[0][1]) < len(by_rest[1][1]))
    return by_rest[0] if alone and by_rest[0][1] < names_of(before) and by_rest[0][0][0].cost <= COMMON else None


def names_of(found: Sequence[Finding]) -> Names:
    return frozenset(one.name for one in wrong_of(found))


def are_two_slips(edits: Edits, other: Edits) -> bool:
    """Two changes of one statement, each of which leaves it wrong, are a way round a slip more often than two."""
    return edits[0].lines != other[0].lines and not any(map(turns_sign, (*edits, *other)))


def kin(name: ObservationName) -> tuple[str, str]:
    """The class or function that a case names, `Repeat` for `Repeat(3)`, and the family of the variable."""
    named = _TITLE.match(name.case)
    return named[0] if named else "", family(name.variable)


def family(variable: str) -> str:
    """`change of W1 in step 1` and its like, and the rows of one table, are of one family."""
    return re.sub(r"\d+", "", variable.partition("(")[0])


def print_of(run: Recording) -> Any:
    """What tells the value that a run came to from others; None where it raised, or came to none."""
    return _print(run.records[0].value) if len(run.records) == 1 else None


def _print(value: Any) -> Any:
    if isinstance(value, tuple):
        parts = tuple(map(_print, value))
        return None if None in parts else parts
    if is_numeric(value):
        return np.shape(value), np.asarray(value, float).tobytes()
    if isinstance(value, Crash):
        return value.type, value.text
    return value if isinstance(value, str) else None
