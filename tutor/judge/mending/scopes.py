"""What the lines of a function may mention."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.judge.mending.edits import Text, walk

MOST_WORDS, MOST_PLACES = 8, 4


@dataclass(frozen=True, slots=True)
class Scope:
    """What the lines of a function may mention: its own names, what is kept on self, and functions of one argument."""

    names: Sequence[str]
    kept: Sequence[str]
    calls: Sequence[str]
    words: Sequence[str] = ()  # keys, such as "W1", of this text
    places: Sequence[ast.expr] = ()  # slices that are taken in this function

    @property
    def all(self) -> list[str]:
        return [*self.names, *(f"self.{name}" for name in self.kept)]


def scope_of(text: Text, function: ast.FunctionDef) -> Scope:
    around = list(_around(text, function))
    arguments = [name for one in (function, *around) for name in _arguments(one)]
    stored = [
        n.id for one in (function, *around) for n in walk(one) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    names = [name for name in dict.fromkeys([*arguments, *stored]) if name not in ("self", "_")]
    kept = [n.attr for n in ast.walk(text.tree) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)]
    imported = [alias.asname or alias.name for n in text.tree.body if isinstance(n, ast.ImportFrom) for alias in n.names]
    defined = [n.name for n in text.tree.body if isinstance(n, ast.FunctionDef) and n is not function]
    methods = "self" in arguments
    calls = [name for name in (*imported, *defined) if name[:1].islower()]
    places = {
        ast.dump(n.slice): n.slice for n in walk(function) if isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Slice)
    }
    return Scope(
        names, list(dict.fromkeys(kept)) if methods else [], calls, _words(text), list(places.values())[:MOST_PLACES]
    )


def _around(text: Text, function: ast.FunctionDef) -> Iterator[ast.FunctionDef]:
    """The functions in which this one is defined, whose names it sees."""
    node: ast.AST = function
    while (above := text.parents.get(node)) is not None:
        node = above
        if isinstance(node, ast.FunctionDef):
            yield node


def _arguments(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]


def _words(text: Text) -> list[str]:
    keys = [n.slice for n in ast.walk(text.tree) if isinstance(n, ast.Subscript)]
    keys += [key for n in ast.walk(text.tree) if isinstance(n, ast.Dict) for key in n.keys if key is not None]
    words = (key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
    return list(dict.fromkeys(words))[:MOST_WORDS]


def named(code: str) -> ast.expr:
    """The expression that a piece of Python is."""
    return ast.parse(code, mode="eval").body
