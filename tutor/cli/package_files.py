"""The files of an exported package: their paths and their bytes, ready to be written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from tutor.cli.package import Module, Package
from tutor.cli.package_imports import rewritten
from tutor.text.messages import Words

Files = dict[str, bytes]

DATA = (".npz", ".md")  # what engine modules read, and the licences of that


def files_of(package: Package, words: Words) -> Files:
    """Path -> content, relative to the folder of the export, with `/`."""
    texts = {f"{package.name}/{module.stem}.py": _module(module, words) for module in package.modules}
    texts[f"{package.name}/__init__.py"] = _init(package, words)
    texts["README.md"] = _readme(package, words)
    texts["pyproject.toml"] = _pyproject(package)
    return {**{path: text.encode("utf-8", "backslashreplace") for path, text in texts.items()}, **engine_files(package)}


def _module(module: Module, words: Words) -> str:
    text = module.code.text.rstrip("\n") + "\n"
    if module.owner == "learner":
        return text
    return f"# {words('cli.export.model', lesson=module.lesson)}\n\n{text}"


def _init(package: Package, words: Words) -> str:
    passed = dict.fromkeys(name for module in package.by("learner") for name in module.names)
    lines = [f'"""{words("cli.export.package", name=package.name)}"""', ""]
    for module in package.modules:
        lines += [
            f"from {package.name}.{origin} import {name}  # {words('cli.export.from-engine')}"
            for name, origin in module.borrowed.items()
        ]
        note = "" if module.owner == "learner" else f"  # {words('cli.export.from-model')}"
        lines.append(f"from {package.name}.{module.stem} import {', '.join(module.names)}{note}")
    return "\n".join([*lines, "", "__all__ = [", *(f'    "{name}",' for name in sorted(passed)), "]", ""])


def _readme(package: Package, words: Words) -> str:
    lines = [f"# {package.name}", "", words("cli.export.readme"), "", "```", "pip install .", "```", ""]
    lines += _section(words("cli.export.yours"), _rows(package.by("learner")))
    lines += _section(words("cli.export.models"), _rows(package.by("model")))
    borrowed = [f"- `{name}`: `{package.name}.{origin}`" for name, origin in package.borrowed.items()]
    lines += _section(words("cli.export.engine"), borrowed)
    lines += _section(words("cli.export.others"), [f"- {name}" for name in package.others])
    return "\n".join(lines)


def _rows(modules: Iterable[Module]) -> list[str]:
    return [f"- `{module.stem}`: {', '.join(f'`{name}`' for name in module.names)}" for module in modules]


def _section(title: str, rows: list[str]) -> list[str]:
    return [title, "", *rows, ""] if rows else []


def _pyproject(package: Package) -> str:
    dependencies = ", ".join(json.dumps(name) for name in ("numpy>=2.0", *package.others))
    return f"""[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "{package.name.replace("_", "-")}"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = [{dependencies}]
readme = "README.md"

[tool.setuptools.packages.find]
include = ["{package.name}*"]

[tool.setuptools.package-data]
"*" = ["*.npz", "*.md"]
"""


def engine_files(package: Package) -> Files:
    """The engine's modules that are needed, with what they need themselves; empty where nothing is."""
    if not package.engine:
        return {}
    import engine

    root = Path(engine.__file__ or "").parent.parent
    found: Files = {}
    for path in sorted(_closure(root, package)):
        text = rewritten((root / path).read_text("utf-8"), package.name).text
        found[f"{package.name}/{path}"] = text.encode("utf-8")
        if path.name == "__init__.py":
            found |= {f"{package.name}/{path.parent / file.name}": file.read_bytes() for file in _data(root / path.parent)}
    return found


def _closure(root: Path, package: Package) -> set[PurePosixPath]:
    found: set[PurePosixPath] = set()
    waiting = [path for name in package.engine for path in _paths(root, name)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            imported = rewritten((root / path).read_text("utf-8"), package.name).engine
            waiting += [inner for name in imported for inner in _paths(root, name)]
    return found


def _paths(root: Path, module: str) -> Iterator[PurePosixPath]:
    """The file of a module and the packages around it; a name inside a module has no file of its own."""
    parts = module.split(".")
    for count in range(1, len(parts) + 1):
        place = PurePosixPath(*parts[:count])
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if (root / path).is_file():
                yield path


def _data(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if file.suffix in DATA]
