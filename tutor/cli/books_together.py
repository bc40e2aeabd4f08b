"""Whether texts of several lessons may stand in one file: no name of one must change what another means."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence

from tutor.cli.books import PACKAGE

ALONE = ("__all__",)  # speaks for the whole file


def stand_together(text: str, others: Sequence[str], names: Collection[str] = ()) -> bool:
    """Whether `text` may follow the others: what each binds is bound by no other, or by the same import, nor read there.

    names: what the file is there for. Importing these from the package, after another text has defined them, binds nothing
    new.
    """
    tree = ast.parse(text)
    mine, read = _bound(tree), _free(tree) - set(names)
    if others and _stands_alone(tree, mine):
        return False
    own = {name: f"import {PACKAGE} {name}" for name in names}
    for other in map(ast.parse, others):
        theirs = _bound(other)
        if any(theirs.get(name, bound) != bound and own.get(name) != bound for name, bound in mine.items()):
            return False
        if read & theirs.keys() or (_free(other) - set(names)) & mine.keys():
            return False
    return True


def _stands_alone(tree: ast.Module, bound: Mapping[str, str]) -> bool:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    special = any(node.module == "__future__" or node.names[0].name == "*" for node in imports)
    return special or any(name in bound for name in ALONE)


def _bound(tree: ast.Module) -> dict[str, str]:
    """Name -> what it is bound to in the file itself, as far as that can be compared: imports can."""
    return dict(pair for node in tree.body for pair in _bindings(node))


def _bindings(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            module = getattr(node, "module", "")
            for alias in names:
                yield alias.asname or alias.name.partition(".")[0], f"import {module} {alias.name}"
        case ast.FunctionDef() | ast.ClassDef() | ast.AsyncFunctionDef():
            yield node.name, ast.dump(node)
        case ast.Name(ctx=ast.Store()):
            yield node.id, f"at {node.lineno}"
        case ast.Lambda():
            return
        case _:
            for inner in ast.iter_child_nodes(node):
                yield from _bindings(inner)


def _free(tree: ast.Module) -> set[str]:
    """Names that the file reads and does not bind itself: builtins, and what functions bind for themselves."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - _bound(tree).keys()
