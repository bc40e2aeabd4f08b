"""Which module imports which, read from the sources: imports for type checkers and those inside functions count as well."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
Imports = Mapping[str, set[str]]


def modules() -> dict[str, Path]:
    """Every module of the engine and the tutor, by its name."""
    files = [file for package in ("engine", "tutor") for file in (ROOT / package).rglob("*.py")]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imports_of(source: str, known: set[str]) -> set[str]:
    """The modules among `known` that a source imports, wherever the import stands."""
    return {name for node in ast.walk(ast.parse(source)) for name in _named(node, known)} & known


def _named(node: ast.AST, known: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in known else str(node.module)


def circle_in(imports: Imports) -> list[str]:
    """Modules that import one another in turn, the first of them once more at the end; none where there is no circle."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_of_the_engine_or_the_tutor_imports_itself_by_way_of_others() -> None:
    files = modules()
    imports = {name: imports_of(file.read_text("utf-8"), set(files)) - {name} for name, file in files.items()}
    assert sum(map(len, imports.values())) > len(files)  # they have been read
    assert circle_in(imports) == []


def test_a_circle_is_found_behind_type_checking_and_inside_functions() -> None:
    sources = {
        "a.one": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a.two import Two\n",
        "a.two": "def late():\n    from a import one\n",
        "a.three": "import a.one\n",
    }
    imports = {name: imports_of(source, set(sources)) for name, source in sources.items()}
    assert set(circle_in(imports)) == {"a.one", "a.two"}
