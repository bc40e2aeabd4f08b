"""Who imports whom, tests included, read from the source: what `tests/changed.py` finds its way by."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PACKAGES = ("engine", "tutor", "tests")

Names = dict[str, str]


def modules(root: Path) -> dict[str, Path]:
    """The modules of the packages, and of the tests, by dotted name."""
    files = (file for package in PACKAGES for file in sorted((root / package).rglob("*.py")))
    return {dotted(file.relative_to(root)): file for file in files if "workspaces" not in file.parts}


def dotted(path: Path) -> str:
    """`tutor/ui/app.py` as `tutor.ui.app`; a package is named by its folder."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def importers(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """Each module with those that import it.

    A name taken from a package counts for the module that defines it, and a string that is a module's
    name counts too: a process may be started by it.
    """
    trees = {name: ast.parse(file.read_text("utf-8")) for name, file in files.items()}
    exports = {name: _exported(name, tree) for name, tree in trees.items() if files[name].name == "__init__.py"}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, tree in trees.items():
        for target in {*_imported(name, files[name], tree, exports), *_named(tree, files), *_fixtures(name, files)}:
            if target in files and target != name:
                found[target].add(name)
    return found


def strings(tree: ast.AST) -> Iterator[str]:
    """The texts in a module, docstrings included."""
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _imported(name: str, file: Path, tree: ast.AST, exports: Mapping[str, Names]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = _package(name, file, node)
            yield package
            for alias in node.names:
                yield f"{package}.{alias.name}"
                yield from _origins(package, alias.name, exports)


def _package(name: str, file: Path, node: ast.ImportFrom) -> str:
    """What is imported from, dots resolved."""
    if not node.level:
        return node.module or ""
    up = node.level - (file.name == "__init__.py")
    base = name.rsplit(".", up)[0] if up else name
    return f"{base}.{node.module}" if node.module else base


def _exported(package: str, tree: ast.Module) -> Names:
    """What a package's `__init__` hands on, with the module that each name is from."""
    lines = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module)
    return {alias.asname or alias.name: str(line.module) for line in lines for alias in line.names}


def _origins(package: str, name: str, exports: Mapping[str, Names]) -> Iterator[str]:
    while origin := exports.get(package, {}).get(name):
        yield origin
        package = origin


def _named(tree: ast.AST, files: Mapping[str, Path]) -> Iterable[str]:
    return (text for text in strings(tree) if "." in text and text in files)


def _fixtures(name: str, files: Mapping[str, Path]) -> Iterator[str]:
    """The conftest of a test's folder and of those above: its fixtures come without an import."""
    if not is_test(name):
        return
    parts = name.split(".")
    yield from (f"{'.'.join(parts[:end])}.conftest" for end in range(1, len(parts)))


def is_test(name: str) -> bool:
    return name.startswith("tests.") and name.rpartition(".")[2].startswith("test_")
