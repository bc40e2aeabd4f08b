"""What a learner has passed, as the modules of one package: theirs, what it builds on, and what it takes from the engine.

The package loads its modules in the order of the course. So, while a module is loaded, the package holds exactly the names
that `mine` held in that lesson, and `from <package> import softmax` gives the softmax of then.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from tutor.cli.package_imports import Rewritten, rewritten
from tutor.session.context import LearnerContext


@dataclass(frozen=True, slots=True)
class Module:
    """One lesson's code. `owner`: "learner" or "model". `borrowed`: names that the engine gives it, with their module."""

    lesson: str
    code: Rewritten
    names: tuple[str, ...]
    owner: str
    borrowed: Mapping[str, str]

    @property
    def stem(self) -> str:
        return self.lesson.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Package:
    """The modules in the order of the course."""

    name: str
    modules: tuple[Module, ...]

    def by(self, owner: str) -> tuple[Module, ...]:
        return tuple(module for module in self.modules if module.owner == owner)

    @property
    def borrowed(self) -> dict[str, str]:
        """Names that the engine gives, with their module."""
        return {name: origin for module in self.modules for name, origin in module.borrowed.items()}

    @property
    def engine(self) -> tuple[str, ...]:
        """The engine's modules that are imported."""
        imported = [name for module in self.modules for name in module.code.engine]
        return tuple(dict.fromkeys([*self.borrowed.values(), *imported]))

    @property
    def others(self) -> tuple[str, ...]:
        """What else must be installed, beside NumPy."""
        found = {name for module in self.modules for name in module.code.others}
        return tuple(sorted(found - sys.stdlib_module_names - {"numpy"}))


def packaged(learner: LearnerContext, name: str) -> Package:
    """All that was passed, and what it needs; without modules where nothing was passed."""
    course = learner.catalog.course
    passed = {lesson: text for lesson in course.order if (text := passed_text(learner, lesson)) is not None}
    needed = {origin for lesson, text in passed.items() for origin, _ in learner.built_on(course.lessons[lesson], text)}
    engine = engine_origins() if passed else {}
    modules: list[Module] = []
    known: set[str] = set()
    for lesson in course.order:
        if lesson not in passed and lesson not in needed:
            continue
        text = passed.get(lesson) or learner.catalog.text(lesson, "solution.py")
        code = rewritten(text, name, known | engine.keys())
        borrowed = {wanted: engine[wanted] for wanted in code.wanted if wanted not in known and wanted in engine}
        names = course.lessons[lesson].defines
        modules.append(Module(lesson, code, names, "learner" if lesson in passed else "model", borrowed))
        known |= {*borrowed, *names}
    return Package(name, tuple(modules))


def passed_text(learner: LearnerContext, lesson: str) -> str | None:
    """The last text that passed; None for a lesson of questions, which has none."""
    return None if learner.lesson(lesson).kind == "quiz" else learner.store.passed_text(learner.key(lesson))


def engine_origins() -> dict[str, str]:
    """The engine's classes and functions by name, each with its module."""
    from tutor.judge.child.modules import engine_exports

    origins = {name: str(getattr(value, "__module__", "")) for name, value in engine_exports().items()}
    return {name: module for name, module in origins.items() if module.startswith("engine.")}
