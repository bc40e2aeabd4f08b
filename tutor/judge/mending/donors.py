"""Changes with a piece of the model answer: they tell where the learner's text goes wrong, where no small slip is found."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, takewhile

from tutor.judge.mending.blame import is_to_blame
from tutor.judge.mending.costs import DONATED, MISSING
from tutor.judge.mending.edits import Edit, Text, bodies, brief, functions, walk
from tutor.judge.mending.statements import indented

LONGEST_RUN = 4  # statements that may be under one condition


def edits(text: Text, model: Text) -> Iterator[Edit]:
    """Values and lines of the model answer's function of the same name, class by class."""
    known = {_title(model, one): one for one in functions(model)}
    for function in functions(text):
        twin = known.get(_title(text, function))
        if twin is not None:
            yield from _values(text, function, twin)
            yield from _missing(text, function, twin)
            yield from _unasked(text, function, twin)
            yield from _handed(text, function, twin)


def _title(text: Text, function: ast.FunctionDef) -> str:
    above = text.parents.get(function)
    return f"{above.name}.{function.name}" if isinstance(above, ast.ClassDef) else function.name


def _values(text: Text, function: ast.FunctionDef, twin: ast.FunctionDef) -> Iterator[Edit]:
    renamed = _in_their_names(twin, function)
    theirs = list(_computed(renamed))
    ours = list(_computed(function))
    for target, value in ours:
        for name, other in theirs:
            if name == target and ast.dump(value) != ast.dump(other):
                goal, to_blame = _made(target, value, ours)
                edit = _instead(text, goal, to_blame, other)
                yield replace(edit, doubtful=not is_to_blame(text, function, to_blame, other, renamed))


def _made(target: str, value: ast.expr, ours: Sequence[tuple[str, ast.expr]]) -> tuple[str, ast.expr]:
    """Of a name that is returned, where it was given its value for good: a bare name is not to blame."""
    named = [one for one in ours if isinstance(value, ast.Name) and one[0] == value.id and one[1].lineno < value.lineno]
    return named[-1] if not target and len(named) == 1 else (target, value)


def _instead(text: Text, target: str, value: ast.expr, other: ast.expr) -> Edit:
    code, new = brief(text.source(text.span(value))), f"({ast.unparse(other)})"
    kind = f"value.{'of' if target else 'returned'}"
    return Edit(kind, value.lineno, ((text.span(value), new),), DONATED, code, target, text.lines_around(value))


def _in_their_names(twin: ast.FunctionDef, function: ast.FunctionDef) -> ast.FunctionDef:
    """The model answer's function with the learner's names for arguments and in loops, and without names of its own."""
    pairs = [
        *zip(_arguments(twin), _arguments(function), strict=False),
        *zip(_turning(twin), _turning(function), strict=False),
    ]
    renamed = _renamed(twin, {own: ast.Name(other, ast.Load()) for own, other in pairs})
    known = {node.id for node in walk(function) if isinstance(node, ast.Name)} | set(_arguments(function))
    values: dict[str, ast.expr] = {}
    for node in walk(renamed):
        match node:
            case ast.Assign([ast.Name(name)], value) if name not in known:
                values[name] = _Names(values).visit(copy.deepcopy(value))
    return _renamed(renamed, values)


def _renamed(function: ast.FunctionDef, values: Mapping[str, ast.expr]) -> ast.FunctionDef:
    changed: ast.FunctionDef = _Names(values).visit(copy.deepcopy(function))
    return changed


def _arguments(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in function.args.args]


def _turning(function: ast.FunctionDef) -> list[str]:
    """Names that stand for one thing after another in a loop, in their order."""
    targets = [node.target for node in walk(function) if isinstance(node, ast.For)]
    return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]


class _Names(ast.NodeTransformer):
    """Other expressions for some names, where they are read; a name for a name where it is set, too."""

    def __init__(self, values: Mapping[str, ast.expr]) -> None:
        self._values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self._values.get(node.id, node)
        if isinstance(value, ast.Name):
            return ast.Name(value.id, node.ctx)
        return value if isinstance(node.ctx, ast.Load) else node


def _computed(function: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    """(target, value) of each statement; the target is empty for what is returned."""
    for node in walk(function):
        match node:
            case ast.Assign([target], value) | ast.AugAssign(target, _, value):
                yield ast.unparse(target), value
            case ast.Return(ast.expr() as value):
                yield "", value


def _missing(text: Text, function: ast.FunctionDef, twin: ast.FunctionDef) -> Iterator[Edit]:
    """A line of the model answer that sets what no line here sets, put in anywhere."""
    have = {ast.unparse(node) for node in walk(function) if isinstance(node, ast.stmt)}
    lacking = [
        n
        for n in walk(_in_their_names(twin, function))
        if isinstance(n, ast.Assign | ast.AugAssign) and ast.unparse(n) not in have
    ]
    for line in lacking:
        for body in bodies(function):
            yield from (_put(text, line, after) for after in _before(line, body) if _begins_its_line(text, after))


def _before(line: ast.Assign | ast.AugAssign, body: Sequence[ast.stmt]) -> Sequence[ast.stmt]:
    """Before which statements a line may be missing: one that puts something over what is there, up to where that is set."""
    return body if _adds(line) else list(takewhile(lambda one: not _sets_the_same(one, line), body))


def _adds(line: ast.Assign | ast.AugAssign) -> bool:
    """Whether a line changes what is there, instead of putting something else over it."""
    target = line.targets[0] if isinstance(line, ast.Assign) else line.target
    return isinstance(line, ast.AugAssign) or ast.unparse(target) in map(ast.unparse, ast.walk(line.value))


def _sets_the_same(one: ast.stmt, line: ast.Assign | ast.AugAssign) -> bool:
    """Whether a statement gives a value to what the line does: then it is that value which is wrong, and no line missing."""
    both = one, line
    return all(isinstance(each, ast.Assign) for each in both) and len({ast.unparse(e.targets[0]) for e in both}) == 1  # type: ignore[attr-defined]


def _begins_its_line(text: Text, one: ast.stmt) -> bool:
    return not text.source((text.starts[one.lineno - 1], text.span(one)[0])).strip()


def _put(text: Text, line: ast.Assign | ast.AugAssign, before: ast.stmt) -> Edit:
    place = text.starts[before.lineno - 1]
    code = ast.unparse(line)
    target = ast.unparse(line.targets[0] if isinstance(line, ast.Assign) else line.target)
    new = f"{' ' * before.col_offset}{code}\n"
    return Edit(
        "missing",
        before.lineno,
        (((place, place), new),),
        DONATED + 1,
        text.source(text.span(before)).split("\n")[0],
        target,
    )


def _unasked(text: Text, function: ast.FunctionDef, twin: ast.FunctionDef) -> Iterator[Edit]:
    """Statements that the text makes always, and the model answer under a condition on an argument as it came."""
    asked = {ast.unparse(one.test) for one in walk(_in_their_names(twin, function)) if isinstance(one, ast.If)}
    for question in sorted(asked & set(_arguments(function))):
        for body in bodies(function):
            for low, high in combinations(range(len(body) + 1), 2):
                run = body[low:high]
                if len(run) <= LONGEST_RUN and all(_is_made(text, one) for one in run):
                    yield _asked(text, run, question)


def _is_made(text: Text, one: ast.stmt) -> bool:
    return isinstance(one, ast.Assign | ast.AugAssign | ast.Expr) and _begins_its_line(text, one)


def _asked(text: Text, run: Sequence[ast.stmt], question: str) -> Edit:
    """The run one step further in, below the question."""
    span, column = text.lines_of(run[0], run[-1]), run[0].col_offset
    new = f"{' ' * column}if {question}:\n{indented(text, run, column + 4)}"
    code = brief("; ".join(text.source(text.span(one)) for one in run))
    return Edit("asked", run[0].lineno, ((span, new),), MISSING, code, question, (run[0].lineno, run[-1].end_lineno or 0))


def _handed(text: Text, function: ast.FunctionDef, twin: ast.FunctionDef) -> Iterator[Edit]:
    """What the model answer hands over to a function behind all that the text does."""
    calls = [node for node in walk(_in_their_names(twin, function)) if isinstance(node, ast.Call)]
    kept = {ast.unparse(node) for node in ast.walk(text.tree) if isinstance(node, ast.Name | ast.Attribute)}
    for node in walk(function):
        if isinstance(node, ast.Call) and node.args and not node.keywords:
            for call in calls:
                rest = [ast.unparse(one) for one in call.args[len(node.args) :]]
                if rest and ast.dump(call.func) == ast.dump(node.func) and kept.issuperset(rest):
                    end = text.span(node.args[-1])[1]
                    more = ", ".join(rest)
                    code = brief(text.source(text.span(node)))
                    yield Edit(
                        "handed", node.lineno, (((end, end), f", {more}"),), MISSING, code, more, text.lines_around(node)
                    )
