"""In a lesson nobody gives away what the lesson asks for: `mine`, the books' names for it and the engine have all but that.

Whoever takes it from there all the same is told so, by `NotGiven`. The engine's own code, the checks and the texts behind
`mine` still find everything: they stand on what the lesson is about.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from types import FrameType, ModuleType
from typing import Any

from tutor.judge.child.modules import engine_exports

TRUSTED = ("engine", "mine", "checks", "lab")
_frame_at, _globals_of, _back = sys._getframe, FrameType.f_globals.__get__, FrameType.f_back.__get__


class NotGiven(ImportError):
    """A name was asked for that the lesson itself defines."""


def withhold(names: Collection[str]) -> None:
    """From now on a learner's text finds these names neither in `mine`, which is installed, nor in the engine.

    An engine's class goes with all its names: `Add` is `AddLayer`.
    """
    if not names:
        return
    objects, mine = _engines(names), sys.modules["mine"]
    _hide(mine, _hidden(mine, names, objects), names)
    for title in sorted(name for name in sys.modules if name.partition(".")[0] == "engine"):
        _shadow(title, _hidden(sys.modules[title], names, objects))


def is_given(value: object, names: Collection[str]) -> bool:
    """Whether a value is the engine's own by one of these names, or a class made of it, however it was come by."""
    objects = _engines(names)
    return any(id(one) in objects for one in getattr(value, "__mro__", (value,)))


def _engines(names: Collection[str]) -> set[int]:
    return {id(given) for name, given in engine_exports().items() if name in names}


def _hidden(module: ModuleType, names: Collection[str], objects: Collection[int]) -> dict[str, Any]:
    """What a module holds of it."""
    held = vars(module)
    return {name: held[name] for name in held if id(held[name]) in objects or (name in names and callable(held[name]))}


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
    held["__getattr__"] = _answering(module.__name__, hidden, names)


def _answering(title: str, hidden: Mapping[str, Any], names: Collection[str]) -> Callable[[str], Any]:
    def answer(name: str) -> Any:
        if name in hidden and _asked_by().partition(".")[0] in TRUSTED:
            return hidden[name]
        if name not in hidden and name not in names:
            raise AttributeError(f"module {title!r} has no attribute {name!r}")
        raise NotGiven(f"{name} is what this lesson asks you to write: {title} does not give it here")

    return answer


def _asked_by() -> str:
    """The module whose code asks; the machinery of imports asks for others."""
    frame = _frame_at(2)
    while frame and str(_globals_of(frame).get("__name__")).startswith("importlib"):
        frame = _back(frame)
    return str(_globals_of(frame).get("__name__")) if frame else ""
