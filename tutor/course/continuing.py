"""A stub that goes on from an earlier lesson: the class as it was written there, with what is open now added to it.

Pure, and by the syntax tree: it says where things are; every line of the earlier text stays as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from textwrap import dedent
from typing import NamedTuple, TypeAlias

Method: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class Continued(NamedTuple):
    """An earlier text, completed. `kept`: it had all that the stub leaves open, so nothing was added."""

    text: str
    kept: bool


class _Edit(NamedTuple):
    """Lines `start` up to `end`, counted from 0, give way to `text`."""

    start: int
    end: int
    text: str


def continued(earlier: str, stub: str) -> Continued | None:
    """The earlier text with the open methods of the stub's class, and what the stub imports for them.

    A method of the same name stays, unless it does no more than raise NotImplementedError. None where there is no such
    class to add to: none of that name, one on a single line, a text that is no Python.
    """
    task, tree = _parsed(stub), _parsed(earlier)
    wanted = next((node for node in task.body if isinstance(node, ast.ClassDef)), None) if task else None
    if tree is None or task is None or wanted is None:
        return None
    lines, cls = _LINES.findall(earlier), _class(tree, wanted.name)
    if cls is None or cls.body[0].lineno == cls.lineno or not _clean(lines, cls):
        return None
    methods = [method for method in _open(wanted) if method.name not in _written(tree, cls)]
    if not methods:
        return Continued(earlier, kept=True)
    edits = [*_imports(task, tree, cls), *_methods(methods, stub, lines, cls)]
    text = _edited(lines, edits)
    return Continued(text, kept=False) if _parsed(text) else None


def same_task(old: str, new: str) -> bool:
    """Whether two stubs leave the same open, whatever is written around it. One that leaves nothing open says nothing."""
    before, after = (_open_code(text) for text in (old, new))
    return not before or not after or before == after


def open_methods(text: str) -> tuple[str, ...]:
    """The names of the functions and methods that do no more than raise NotImplementedError; none if it is no Python."""
    tree = _parsed(text)
    return tuple(node.name for node in ast.walk(tree) if isinstance(node, Method) and _raises(node)) if tree else ()


def _open_code(text: str) -> set[str]:
    tree = _parsed(text)
    return {ast.dump(node) for node in ast.walk(tree) if isinstance(node, Method) and _raises(node)} if tree else set()


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _class(tree: ast.Module, name: str) -> ast.ClassDef | None:
    """The last of that name counts, as it does when the text runs."""
    return next((node for node in reversed(tree.body) if isinstance(node, ast.ClassDef) and node.name == name), None)


def _clean(lines: Sequence[str], cls: ast.ClassDef) -> bool:
    """Whether the first statement of the class begins its line, so that its indentation can be read off."""
    return cls.body[0].col_offset == len(_indent(lines, cls))


def _indent(lines: Sequence[str], cls: ast.ClassDef) -> str:
    line = lines[_start(cls.body[0])]
    return line[: len(line) - len(line.lstrip(" \t\f"))]


def _start(node: ast.AST) -> int:
    """The first line, from 0, decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return min(getattr(one, "lineno", 1) for one in (node, *decorators)) - 1


def _end(node: ast.AST) -> int:
    """The line after the last one, from 0."""
    return int(getattr(node, "end_lineno", 0))


def _open(cls: ast.ClassDef) -> list[Method]:
    return [node for node in cls.body if isinstance(node, Method) and _raises(node)]


def _raises(method: Method) -> bool:
    """Whether a method does nothing but raise NotImplementedError, below a docstring if there is one."""
    body = [node for node in method.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc.func if isinstance(body[0].exc, ast.Call) else body[0].exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _written(tree: ast.Module, cls: ast.ClassDef) -> set[str]:
    """The names that a class has something of its own for, or takes from another class in the text."""
    own = set(_bound(cls))
    bases = [_class(tree, base.id) for base in cls.bases if isinstance(base, ast.Name) and base.id != cls.name]
    return own | {name for base in bases if base and base.lineno < cls.lineno for name in _written(tree, base)}


def _bound(cls: ast.ClassDef) -> Iterator[str]:
    for node in cls.body:
        if isinstance(node, Method):
            yield from () if _raises(node) else (node.name,)
        else:
            yield from _names(node)


def _names(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives something to, wherever in it."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id
        elif isinstance(inner, ast.ClassDef | Method):
            yield inner.name
        elif isinstance(inner, ast.Import | ast.ImportFrom):
            yield from (_alias(alias) for alias in inner.names)


def _alias(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


# --- what is put where ---


def _methods(methods: Sequence[Method], stub: str, lines: Sequence[str], cls: ast.ClassDef) -> Iterator[_Edit]:
    """A method in place of the raising one of its name, else at the end of the class."""
    indent, source = _indent(lines, cls), _LINES.findall(stub)
    there = {node.name: node for node in cls.body if isinstance(node, Method)}
    after = _after(lines, cls, indent)
    for method in methods:
        text = _indented(dedent("".join(source[_start(method) : _end(method)])), indent)
        old = there.get(method.name)
        if old is None:
            yield _Edit(after, after, f"\n{text}")
        elif not any("#" in line for line in lines[_start(old) : _end(old)]):  # a comment there is the learner's: it stays
            yield _Edit(_start(old), _end(old), text)


def _after(lines: Sequence[str], cls: ast.ClassDef, indent: str) -> int:
    """Behind the class, and behind the comments that still belong to it."""
    found = _end(cls)
    for number in range(_end(cls), len(lines)):
        line = lines[number]
        if line.strip() and not (line.startswith(indent) and line.lstrip().startswith("#")):
            break
        found = number + 1 if line.strip() else found
    return found


def _indented(text: str, indent: str) -> str:
    return "".join(indent + line if line.strip() else line for line in text.rstrip("\n").splitlines(keepends=True)) + "\n"


def _imports(task: ast.Module, tree: ast.Module, cls: ast.ClassDef) -> Iterator[_Edit]:
    """What the stub imports and the text does not know yet, behind the text's last import before the class."""
    known = {name for node in tree.body for name in _names(node)}
    wanted = "".join(f"{line}\n" for node in task.body for line in _unknown(node, known))
    if not wanted:
        return
    before = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom) and node.lineno < cls.lineno]
    if before:
        at = max(_end(node) for node in tree.body if node.lineno <= _end(before[-1]))
        yield _Edit(at, at, wanted)
    else:
        at = _end(tree.body[0]) if ast.get_docstring(tree) is not None else 0
        yield _Edit(at, at, f"\n{wanted}" if at else f"{wanted}\n\n")


def _unknown(node: ast.stmt, known: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        node.names = [alias for alias in node.names if _alias(alias) not in known]
        yield from [ast.unparse(node)] if node.names else []


def _edited(lines: Sequence[str], edits: Sequence[_Edit]) -> str:
    found = list(lines)
    for edit in sorted(edits, reverse=True):  # from the end, so that the numbers of the lines stay true
        if edit.start and found[edit.start - 1][-1:] not in "\r\n":
            found[edit.start - 1] += "\n"
        found[edit.start : edit.end] = [edit.text]
    return "".join(found)
