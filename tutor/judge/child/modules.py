"""Turning texts into modules: the learner's file, `mine`, and the names that files typed from the books import.

Runs in the worker. Every text gets a module of its own; nothing is read from disk.

In a lesson nobody gives away what the lesson asks for: `mine`, the books' names for it and the engine have all but that.
Whoever takes it from there all the same is told so, by `NotGiven`. The engine's own code, the checks and the texts behind
`mine` still find everything: they stand on what the lesson is about.
"""

from __future__ import annotations

import linecache
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import cache
from importlib import import_module
from types import CodeType, FrameType, ModuleType
from typing import Any

from tutor.judge.child.both_books import lend_both_names
from tutor.judge.child.containers import take_both
from tutor.judge.wire.programs import code_of
from tutor.lines import python_lines

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
LEARNER = "learner"
ENGINES = "engine."  # how the names of its modules begin
TRUSTED = ("engine", "mine", "checks", "lab")  # may have what is withheld
ENGINE = ("engine.functions", "engine.layers", "engine.networks", "engine.optimizers", "engine.gradients")

_LINES: dict[str, list[str]] = {}
_frame_at, _globals_of, _back = sys._getframe, FrameType.f_globals.__get__, FrameType.f_back.__get__


def execute(name: str, file: str, text: str, code: CodeType | None = None) -> ModuleType:
    """A new module from `text`, or from `code` compiled of it. Raises whatever the text raises, SyntaxError included.

    Dataclasses look for the learner's by its name while it runs. Its lines can be read, by whoever explains what it raises;
    no other's can.
    """
    if name == LEARNER:
        show_lines(file, text)
    return executed(name, file, code or compile(text, file, "exec", dont_inherit=True))


def executed(name: str, file: str, code: CodeType) -> ModuleType:
    """A new module from code alone."""
    module = ModuleType(name)
    module.__file__ = file
    if name == LEARNER:
        sys.modules[name] = module
    exec(code, module.__dict__)
    return module


def show_lines(file: str, text: str) -> None:
    """Let the lines of a text be read by the name of its file; we do it by `lines_of`, for a learner may reach the cache."""
    _LINES[file] = python_lines(text, keepends=True)
    linecache.cache[file] = (len(text), None, [*_LINES[file]], file)


def lines_of(file: str) -> list[str]:
    """The lines of a text that has been shown; none of any other's."""
    return _LINES.get(file, [])


def execute_checks(source: MutableMapping[str, Any]) -> ModuleType:
    """A new module of a lesson's checks."""
    return executed("checks", source["file"], code_of(source))


@cache
def engine_exports() -> Mapping[str, Any]:
    """Everything public that the engine's modules offer, by name."""
    exports: dict[str, Any] = {}
    for name in ENGINE:
        module = import_module(name)
        public = getattr(module, "__all__", None) or [key for key in vars(module) if not key.startswith("_")]
        exports |= {key: getattr(module, key) for key in public if not isinstance(getattr(module, key), ModuleType)}
    return exports


def install_mine(sources: Sequence[MutableMapping[str, Any]]) -> None:
    """Make `import mine` give the learner's passed code, and the engine's where there is none yet.

    sources: {"file", "text" or "code", "names", "own"} each; each may import what stands before it. The text is gone
    afterwards: it may be the model answer of a lesson that has not been passed; only of the learner's own can lines be
    read. The books' `common.*` are aliases.
    Optimizers take parameters in a dict and in a list, whichever of them they were written for.
    """
    mine = ModuleType("mine", "Your own code, as far as you have passed it; the engine's for the rest.")
    mine.__dict__.update(engine_exports())
    lend_both_names(mine)
    for alias in ("mine", *BOOK_ALIASES):
        sys.modules[alias] = mine
    sys.modules["dataset"] = sys.modules["dataset.mnist"] = import_module("engine.datasets")
    for name, switch in (("config", _switch("common.config")), ("np", _switch("common.np", np=import_module("numpy")))):
        sys.modules[f"common.{name}"] = sys.modules[f"mine.{name}"] = switch  # `common` is called mine
    for name in ("matplotlib", "matplotlib.pyplot", "matplotlib.pylab", "matplotlib.image", "mpl_toolkits.mplot3d"):
        sys.modules[name] = Inert(name)
    for source in sources:
        if source.get("own") and "text" in source:
            show_lines(source["file"], source["text"])
        module = executed("mine", source["file"], code_of(source))
        lend(module, source["names"])
        mine.__dict__.update({name: getattr(module, name) for name in source["names"]})
        lend_both_names(mine)  # what comes after may be a network of the other book


def lend(module: ModuleType, names: Collection[str]) -> None:
    """Make a module's optimizers fit for others, who may hand over what they do not handle themselves."""
    for name in names:
        if hasattr(engine_exports().get(name), "update"):
            setattr(module, name, take_both(getattr(module, name)))


def _switch(name: str, **given: Any) -> ModuleType:
    """What Book 2's files take their array module from: here it is NumPy, and the switch says so."""
    module = ModuleType(name)
    module.__dict__.update(given, GPU=False)
    return module


class Inert(ModuleType):
    """Stands in for a plotting library: accepts every call, draws nothing. Figures are the labs' business here.

    Where a call gives several things, so many come: `fig, ax = plt.subplots()`, and arrays of axes for more.
    """

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _subplots if name == "subplots" else Inert(name)

    def __call__(self, *_: Any, **__: Any) -> Any:
        return self

    def __getitem__(self, _: Any) -> Any:
        return self

    def __iter__(self) -> Iterator[Any]:
        yield self  # `line, = ax.plot(x, y)`

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None


def _subplots(nrows: int = 1, ncols: int = 1, *_: Any, squeeze: bool = True, **__: Any) -> tuple[Any, Any]:
    """A figure, and its axes as matplotlib gives them: one, or an array that has no axis of length 1 unless asked for."""
    numpy = import_module("numpy")
    axes = numpy.empty((nrows, ncols), dtype=object)
    for place in numpy.ndindex(nrows, ncols):
        axes[place] = Inert("axes")
    return Inert("figure"), axes if not squeeze else axes.squeeze() if axes.size > 1 else axes.item()


# --- what the lesson asks for ---


class NotGiven(ImportError):
    """A name was asked for that the lesson itself defines."""


def withhold(names: Collection[str]) -> None:
    """From now on a learner's text finds these names neither in `mine`, which is installed, nor in the engine.

    An engine's class goes with all its names: `Add` is `AddLayer`.
    """
    if not names:
        return
    objects, mine = _engines(names), sys.modules["mine"]
    places = _places(names, objects)
    asked = dict.fromkeys((*names, *(name for _, name in places)))
    _hide(mine, _hidden(mine, asked, names, objects), names)
    for title in dict.fromkeys(title for title, _ in places):
        _shadow(title, _hidden(sys.modules[title], asked, names, objects))


def is_given(value: object, names: Collection[str]) -> bool:
    """Whether a value is the engine's own by one of these names, or a class made of it, however it was come by."""
    objects = _engines(names)
    return any(id(one) in objects for one in getattr(value, "__mro__", (value,)))


def _engines(names: Collection[str]) -> set[int]:
    exports = engine_exports()
    return {id(exports[name]) for name in names if name in exports}


def _hidden(module: ModuleType, asked: Iterable[str], names: Collection[str], objects: Collection[int]) -> dict[str, Any]:
    """What a module holds of it, among the names asked for."""
    held = vars(module)
    found = {name: held[name] for name in asked if name in held}
    return {name: value for name, value in found.items() if id(value) in objects or (name in names and callable(value))}


Place = tuple[str, str]
"""A module of the engine, and a name in it."""

_HELD: dict[str | int, list[Place]] = {}
_SEEN: set[str] = set()


def engine_names() -> Mapping[str | int, list[Place]]:
    """Where the engine's modules hold a name, and where an object, by its identity. Each module is looked through once in a
    process, and by a fork server for all its workers."""
    for title in [name for name in sys.modules if name.startswith(ENGINES) and name not in _SEEN]:
        _SEEN.add(title)
        for name, value in vars(sys.modules[title]).items():
            for key in (name, id(value)):
                _HELD.setdefault(key, []).append((title, name))
    return _HELD


def _places(names: Collection[str], objects: Collection[int]) -> list[Place]:
    held = engine_names()
    keys: list[str | int] = [*names, *objects]
    return [place for key in keys if key in held for place in held[key]]


def _shadow(title: str, hidden: Mapping[str, Any]) -> None:
    """Put in a module's place another that has all but `hidden`; its own functions still look into the old one."""
    if not hidden:
        return
    shadow = ModuleType(title)
    shadow.__dict__.update(vars(sys.modules[title]))
    _hide(shadow, hidden)
    sys.modules[title] = shadow
    parent, _, own = title.rpartition(".")
    setattr(sys.modules[parent], own, shadow)


def _hide(module: ModuleType, hidden: Mapping[str, Any], names: Collection[str] = ()) -> None:
    """names: of which it is said, too, that nobody gives them, though this module never had them."""
    held = vars(module)
    for name in hidden:
        del held[name]
    if "__all__" in held:
        held["__all__"] = [name for name in held["__all__"] if name not in hidden]
    held["__getattr__"] = _answer_for(module.__name__, hidden, names)


def _answer_for(title: str, hidden: Mapping[str, Any], names: Collection[str]) -> Callable[[str], Any]:
    def answer(name: str) -> Any:
        if name in hidden and _asker().partition(".")[0] in TRUSTED:
            return hidden[name]
        if name not in hidden and name not in names:
            raise AttributeError(f"module {title!r} has no attribute {name!r}")
        raise NotGiven(f"{name} is what this lesson asks you to write: {title} does not give it here")

    return answer


def _asker() -> str:
    """The module whose code asks; the machinery of imports asks for others."""
    frame = _frame_at(2)
    while frame and str(_globals_of(frame).get("__name__")).startswith("importlib"):
        frame = _back(frame)
    return str(_globals_of(frame).get("__name__")) if frame else ""
