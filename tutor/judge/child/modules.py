"""Turning texts into modules: the learner's file, `mine`, and the names that files typed from the books import.

Runs in the worker. Every text gets a module of its own; nothing is read from disk.
"""

from __future__ import annotations

import linecache
import sys
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from types import CodeType, ModuleType
from typing import Any

BOOK_ALIASES = (
    "common",
    "common.functions",
    "common.gradient",
    "common.layers",
    "common.optimizer",
    "common.util",
    "common.multi_layer_net",
    "common.trainer",
    "two_layer_net",
)
CHECKS = "checks.py"
LEARNER = "learner"
ENGINE = ("engine.functions", "engine.layers", "engine.networks", "engine.optimizers", "engine.gradients")


def executed(name: str, file: str, text: str, code: CodeType | None = None) -> ModuleType:
    """A new module from `text`, or from `code` compiled of it. Raises whatever the text raises, SyntaxError included.

    Dataclasses look for the learner's by its name while it runs.
    """
    module = ModuleType(name)
    module.__file__ = file
    if name == LEARNER:
        sys.modules[name] = module
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    exec(code or compile(text, file, "exec", dont_inherit=True), module.__dict__)
    return module


@lru_cache(maxsize=8)
def checks_code(text: str) -> CodeType:
    """The code of a lesson's checks, compiled once however many texts are held against them."""
    return compile(text, CHECKS, "exec", dont_inherit=True)


def executed_checks(text: str) -> ModuleType:
    """A new module of a lesson's checks."""
    return executed("checks", CHECKS, text, checks_code(text))


@cache
def engine_exports() -> Mapping[str, Any]:
    """Everything public that the engine's modules offer, by name."""
    exports: dict[str, Any] = {}
    for name in ENGINE:
        module = import_module(name)
        public = getattr(module, "__all__", None) or [key for key in vars(module) if not key.startswith("_")]
        exports |= {key: getattr(module, key) for key in public if not isinstance(getattr(module, key), ModuleType)}
    return exports


def install_mine(sources: Sequence[Mapping[str, Any]]) -> None:
    """Make `import mine` give the learner's passed code, and the engine's where there is none yet.

    sources: {"file", "text", "names"} each; each may import what stands before it. The books' `common.*` are aliases.
    """
    mine = ModuleType("mine", "Your own code, as far as you have passed it; the engine's for the rest.")
    mine.__dict__.update(engine_exports())
    for alias in ("mine", *BOOK_ALIASES):
        sys.modules[alias] = mine
    sys.modules["dataset"] = sys.modules["dataset.mnist"] = import_module("engine.datasets")
    for name in ("matplotlib", "matplotlib.pyplot", "matplotlib.pylab", "matplotlib.image", "mpl_toolkits.mplot3d"):
        sys.modules[name] = Inert(name)
    for source in sources:
        module = executed("mine", source["file"], source["text"])
        mine.__dict__.update({name: getattr(module, name) for name in source["names"]})


class Inert(ModuleType):
    """Stands in for a plotting library: accepts every call, draws nothing. Figures are the labs' business here."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(name)

    def __call__(self, *_: Any, **__: Any) -> Any:
        return self
