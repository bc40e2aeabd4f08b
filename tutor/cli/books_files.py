"""The files of the books' own package: texts put together, and what stands around them, ready to be written."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from tutor.cli.books import PACKAGE, Books, dotted
from tutor.cli.books_together import stand_together
from tutor.cli.package import Module
from tutor.cli.package_files import Files, engine_files
from tutor.text.messages import Words

LOOKS_UP = '''"""{title}"""

from importlib import import_module

_ORIGINS = {{
{rows}
}}


def __getattr__(name):
    if name not in _ORIGINS:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    return getattr(import_module(_ORIGINS[name]), name)
'''

FINDS_IT = """import os
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""


def files_of_books(books: Books, given: Path, words: Words) -> Files:
    """Path -> content, relative to the folder of the export. given: the folder of what the course adds to the learner's."""
    return {
        **{path: text.encode("utf-8", "backslashreplace") for path, text in _texts(books, given, words).items()},
        **engine_files(books.package),
        "ch03/sample_weight.pkl": _sample_weights(),
    }


def _texts(books: Books, given: Path, words: Words) -> dict[str, str]:
    parts = {file.relative_to(given / "given").as_posix(): _read(file) for file in (given / "given").rglob("*.py")}
    texts = {path: _labelled(text, words("cli.export.given")) if text else "" for path, text in parts.items()}
    origins = dict(books.origins)
    for path in dict.fromkeys([*books.files, *books.borrowed]):
        names = [name for module in books.files.get(path, ()) for name in module.names]
        sections = [] if path.startswith(f"{PACKAGE}/") else [FINDS_IT]
        sections += [_borrowing(name, origin, words) for name, origin in books.borrowed.get(path, {}).items()]
        sections += [texts[path]] if path in texts else []
        for module in books.files.get(path, ()):
            label = f"# {_owner(module, words)}"
            if not stand_together(module.code.text, sections, names):
                own = f"{PACKAGE}/{module.stem}.py"
                origins |= dict.fromkeys(module.names, dotted(own))
                texts[own] = f"{label}\n\n{module.code.text}"
                sections.append(f"{label}\nfrom {dotted(own)} import {', '.join(module.names)}\n")
            else:
                sections.append(f"{label}\n\n{module.code.text}")
        sections += [_read(given / "after" / path)] if (given / "after" / path).exists() else []
        texts[path] = "\n\n".join(section.strip("\n") + "\n" for section in sections)
    texts[f"{PACKAGE}/__init__.py"] = _looks_up(origins, words)
    texts["README.md"] = _readme(books, words)
    return texts | _adapters(words)


def _adapters(words: Words) -> dict[str, str]:
    """What lends layers and optimizers to either book, as it does in lessons."""
    lent = {f"{name}.py": files("tutor.judge.child") / f"{name}.py" for name in ("both_books", "containers")}
    label = words("cli.export.given")
    return {f"{PACKAGE}/{name}": _labelled(file.read_text("utf-8"), label) for name, file in lent.items()}


def _read(file: Path) -> str:
    return file.read_text("utf-8")


def _labelled(text: str, label: str) -> str:
    return f"# {label}\n\n{text}"


def _looks_up(origins: Mapping[str, str], words: Words) -> str:
    """The engine's copy lies in the package itself."""
    places = {name: f"{PACKAGE}.{one}" if one.startswith("engine.") else one for name, one in sorted(origins.items())}
    rows = "\n".join(f'    "{name}": "{place}",' for name, place in places.items())
    return LOOKS_UP.format(title=words("cli.export.books"), rows=rows)


def _sample_weights() -> bytes:
    """The weights that chapter 3 reads digits with, in the books' format: a dict W1, b1 ... b3."""
    from engine.weights.load import pretrained

    return pickle.dumps(dict(pretrained("SampleNet").params), protocol=4)


def _borrowing(name: str, origin: str, words: Words) -> str:
    return f"# {words('cli.export.from-engine')}\nfrom {PACKAGE}.{origin} import {name}\n"


def _owner(module: Module, words: Words) -> str:
    key = "cli.export.own" if module.owner == "learner" else "cli.export.model"
    return words(key, lesson=module.lesson)


def _readme(books: Books, words: Words) -> str:
    lines = [f"# {words('cli.export.books')}", "", words("cli.export.books-readme"), ""]
    for path, modules in books.files.items():
        lines += [f"- `{path}`", *(f"  - {', '.join(f'`{n}`' for n in one.names)}: {_owner(one, words)}" for one in modules)]
        lent = ", ".join(f"`{name}`" for name in books.borrowed.get(path, {}))
        lines += [f"  - {lent}: {words('cli.export.from-engine')}"] if lent else []
    return "\n".join([*lines, ""])
