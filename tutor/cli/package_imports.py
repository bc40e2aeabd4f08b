"""Imports of a learner's text, turned towards the package that the text becomes part of.

While it was checked, `mine` (and the books' `common.*`) gave the names of earlier lessons, and `dataset` the engine's data.
Now the package itself gives them. Only the imports are touched, span by span; every comment stays where it is.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate

MINE = ("mine", "common", "two_layer_net")
DATA = "dataset"
ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in the text from `start` to `end` (in characters) becomes `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text for the package; `wanted`: names that it takes from there; `engine`: modules of the engine that it imports;
    `others`: top-level modules of anybody else."""

    text: str
    wanted: tuple[str, ...]
    engine: tuple[str, ...]
    others: tuple[str, ...]


def rewritten(text: str, package: str, provided: Collection[str] = ()) -> Rewritten:
    """The text as a module of `package`, which has the names `provided` for it. Raises SyntaxError for what is no Python."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tree, source = ast.parse(text), PackagedText(text)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    own = {node.name for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    loaded = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id not in own]
    used = tuple(dict.fromkeys(name for name in loaded if name in provided))
    edits = [edit for node in imports for edit in _edits(node, source, package, used)]
    modules = [name for node in imports for name in _modules(node)]
    return Rewritten(
        source.edited(edits),
        tuple(dict.fromkeys(_wanted(tree, imports, used))),
        tuple(dict.fromkeys(_engine_module(name) for name in modules if _root(name) in (ENGINE, DATA))),
        tuple(dict.fromkeys(_root(name) for name in modules if _root(name) not in (*MINE, DATA, ENGINE, ""))),
    )


def _root(module: str) -> str:
    return module.partition(".")[0]


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Dotted names that a statement may import modules by; none for a relative import."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.level or node.module is None:
        return []
    inner = [f"{node.module}.{alias.name}" for alias in node.names if _root(node.module) == ENGINE]
    return [node.module, *inner]


def _engine_module(name: str) -> str:
    return "engine.datasets" if _root(name) == DATA else name


def _wanted(tree: ast.AST, imports: list[ast.Import | ast.ImportFrom], used: tuple[str, ...]) -> Iterator[str]:
    """Names taken from `mine`: `from mine import a`, `from mine import *`, and `m.a` after `import mine as m`."""
    bound: set[str] = set()
    for node in imports:
        for alias in node.names:
            if isinstance(node, ast.Import) and _root(alias.name) in MINE:
                bound.add(alias.asname or _root(alias.name))
            elif isinstance(node, ast.ImportFrom) and not node.level and _root(node.module or "") in MINE:
                yield from used if alias.name == "*" else (alias.name,)
    for part in ast.walk(tree):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in bound:
            yield part.attr


def _edits(node: ast.Import | ast.ImportFrom, source: PackagedText, package: str, used: tuple[str, ...]) -> Iterator[Edit]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            target = _target(alias.name, package)
            if target is not None:
                yield Edit(*source.span(alias), _bound(alias, target))
        return
    target = _target(node.module or "", package) if not node.level else None
    if target is None:
        return
    star = node.names[0].name == "*"
    if star and target == package and not used:
        yield Edit(*source.span(node), "pass")
        return
    yield Edit(*source.module_span(node), target)
    if star and target == package:  # what `*` gives must be there when this module is loaded, not later
        yield Edit(*source.span(node.names[0]), ", ".join(used))


def _target(module: str, package: str) -> str | None:
    """Where the package has a module; None for one that is not its business."""
    root = _root(module)
    if root in MINE:
        return package
    if root == DATA:
        return f"{package}.engine.datasets"
    return f"{package}.{module}" if root == ENGINE else None


def _bound(alias: ast.alias, target: str) -> str:
    """An import that binds the same name as before."""
    if alias.asname:
        return f"{target} as {alias.asname}"
    root = _root(alias.name)
    if "." not in alias.name or root != ENGINE:
        return f"{target} as {root}"
    return f"{target}, {target.partition('.')[0]}.engine as {root}"


class PackagedText:
    """A text, and where the parts of its syntax tree stand in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = list(io.StringIO(text))
        self._starts = list(accumulate(map(len, self._lines), initial=0))
        self._tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))

    def span(self, node: ast.stmt | ast.alias) -> tuple[int, int]:
        return self._place(node.lineno, node.col_offset), self._place(node.end_lineno or 0, node.end_col_offset or 0)

    def module_span(self, node: ast.ImportFrom) -> tuple[int, int]:
        """The module's name, between `from` and `import`."""
        start, end = self.span(node)
        inside = [token for token in self._tokens if start <= self._at(token.start) < end]
        last = next(number for number, token in enumerate(inside) if token.string == "import")
        names = [token for token in inside[1:last] if token.type in (tokenize.NAME, tokenize.OP)]
        return self._at(names[0].start), self._at(names[-1].end)

    def edited(self, edits: list[Edit]) -> str:
        """The text with all edits made; they do not overlap."""
        text = self._text
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def _place(self, line: int, offset: int) -> int:
        """The syntax tree counts columns in bytes."""
        before = self._lines[line - 1].encode("utf-8")[:offset]
        return self._starts[line - 1] + len(before.decode("utf-8"))

    def _at(self, place: tuple[int, int]) -> int:
        return self._starts[place[0] - 1] + place[1]
