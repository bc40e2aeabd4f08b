"""The learner's code as the books' own package: which lesson's code stands in which file, and whose it is.

`lessons/books/plan.toml` names the files and what they hold; the catalog says which lesson defines that last. As in `mine`,
the learner's code stands for a lesson that has passed and the model answer for one that has not. Names that such code takes
from lessons beside the plan bring a file of their own; names of no lesson are the engine's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tutor.cli.package import Module, Package, engine_origins, passed_text
from tutor.cli.package_imports import rewritten
from tutor.course.catalog import Catalog, FactsTable, read_toml
from tutor.session.context import LearnerContext

PACKAGE = "common"


@dataclass(frozen=True, slots=True)
class Plan:
    """Path -> names; path -> the lesson that it is kept to."""

    files: Mapping[str, tuple[str, ...]]
    lesson: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Books:
    """files: path -> the modules whose code it holds; borrowed: path -> the engine's names there, with their modules."""

    files: Mapping[str, tuple[Module, ...]]
    borrowed: Mapping[str, Mapping[str, str]]
    package: Package

    @property
    def origins(self) -> dict[str, str]:
        """Name -> the module to import it from; of names in several files, the last that is in `common`, else the last."""
        found = {name: origin for module in self.package.modules for name, origin in module.borrowed.items()}
        for path in sorted(self.files, key=lambda path: path.startswith(f"{PACKAGE}/")):
            found |= {name: dotted(path) for module in self.files[path] for name in module.names}
        for path, names in self.borrowed.items():
            found |= dict.fromkeys(names, dotted(path))
        return found


def dotted(path: str) -> str:
    """The module that a file is."""
    return path.removesuffix(".py").replace("/", ".")


def read_plan(catalog: Catalog) -> Plan:
    """Raises BadLesson for a plan that is none."""
    file = catalog.folder / "books" / "plan.toml"
    table = FactsTable(file, read_toml(file))
    files, lesson = table.table("files"), table.table("lesson")
    return Plan({path: files.strings(path) for path in files}, {path: lesson.get(path, str) for path in lesson})


def books(learner: LearnerContext) -> Books:
    """All files with code of lessons. Raises BadLesson, StoreError."""
    return _Gathering(learner, read_plan(learner.catalog)).books()


class _Gathering:
    """Lessons by file, and what they want from others, until nothing more is wanted."""

    def __init__(self, learner: LearnerContext, plan: Plan) -> None:
        self._learner, self._plan = learner, plan
        self._course = learner.catalog.course
        self._engine = engine_origins()
        self._files: dict[str, list[Module]] = {}
        self._borrowed: dict[str, dict[str, str]] = {}
        self._placed: set[str] = set()

    def books(self) -> Books:
        for path, names in self._plan.files.items():
            self._fill(path, names)
        wanted = list(self._wanted())
        while wanted:
            name = wanted.pop()
            lesson = self._definer(name)
            if name not in self._placed and lesson is not None:
                path = f"{PACKAGE}/{lesson.replace('-', '_')}.py"
                self._fill(path, self._course.lessons[lesson].defines)
                wanted += [one for module in self._files[path] for one in module.code.wanted]
        modules = [module for found in self._files.values() for module in found]
        lent = {name: origin for names in self._borrowed.values() for name, origin in names.items()}
        return Books(
            {path: tuple(found) for path, found in self._files.items()},
            self._borrowed,
            Package(PACKAGE, (*modules, _lent(lent))),
        )

    def _wanted(self) -> Iterator[str]:
        for found in self._files.values():
            for module in found:
                yield from module.code.wanted

    def _fill(self, path: str, names: tuple[str, ...]) -> None:
        pinned = self._plan.lesson.get(path)
        origins = {name: pinned if pinned in self._course.order else self._definer(name) for name in names}
        lessons = [lesson for lesson in self._course.order if lesson in origins.values()]
        self._files[path] = [
            self._module(lesson, tuple(name for name in names if origins[name] == lesson)) for lesson in lessons
        ]
        lent = {name: self._engine[name] for name in names if origins[name] is None and name in self._engine}
        if lent:
            self._borrowed[path] = lent
        self._placed |= set(names)

    def _definer(self, name: str) -> str | None:
        return next((one for one in reversed(self._course.order) if name in self._course.lessons[one].defines), None)

    def _module(self, lesson: str, names: tuple[str, ...]) -> Module:
        passed = passed_text(self._learner, lesson)
        text = passed if passed is not None else self._learner.catalog.text(lesson, "solution.py")
        code = rewritten(text, PACKAGE, self._engine.keys() | self._all_names())
        engines = {name: self._engine[name] for name in code.wanted if self._is_engines(name)}
        return Module(lesson, code, names, "model" if passed is None else "learner", engines)

    def _is_engines(self, name: str) -> bool:
        return name in self._engine and self._definer(name) is None

    def _all_names(self) -> set[str]:
        return {name for lesson in self._course.order for name in self._course.lessons[lesson].defines}


def _lent(names: Mapping[str, str]) -> Module:
    """What files take from the engine themselves, as a module without code; the data are always among it."""
    code = rewritten("import engine.datasets\nimport engine.layers\n", PACKAGE)
    return Module("", code, (), "engine", names)
