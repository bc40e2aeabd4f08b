"""Texts behind `mine`: the code of earlier lessons that a later lesson builds on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tutor.model import Course, Lesson

VOTER = "gradient_check"  # once it is the learner's own, it has a say wherever there are gradients
VOTED_ON = ("layer", "loss", "network")  # kinds of lessons


class Source(NamedTuple):
    """A text, whose it is ("learner" or "model"), and which names it gives."""

    file: str
    text: str
    names: tuple[str, ...]
    lesson: str
    owner: str


def behind(
    course: Course, lesson: Lesson, text: str = "", text_of: Callable[[str], str] = lambda _: ""
) -> list[tuple[str, tuple[str, ...]]]:
    """The lessons whose code a lesson builds on, in the order of the course, and the names that are wanted of each.

    Wanted is what the lesson says that it uses, and what `text` takes from `mine` besides. What those lessons build on
    themselves is among them, by what `text_of` gives as their texts, so that running the texts in this order finds
    everything there. What the lesson itself defines is nobody's to give.
    """
    wanted: dict[str, list[str]] = {}
    users = [(lesson, text, frozenset(lesson.defines))]
    while users:
        user, written, own = users.pop()
        for name in dict.fromkeys((*user.uses, *mentioned(written))):
            origin = definer(course, user.id, name) if name not in own else None
            if origin is not None and name not in wanted.setdefault(origin, []):
                wanted[origin].append(name)
                users.append((course.lessons[origin], text_of(origin), frozenset()))
    return [(origin, tuple(wanted[origin])) for origin in course.order if origin in wanted]


def definer(course: Course, user: str, name: str) -> str | None:
    """The last lesson before `user` that defines a name, or None: some are defined again, better, later in the course."""
    order = course.order
    before = order[: order.index(user)] if user in order else order
    return next((lesson for lesson in reversed(before) if name in course.lessons[lesson].defines), None)


_MODULE = r"(?:mine|common|two_layer_net)(?:\.\w+)*"
_NAME = re.compile(r"(?<![\w.])(?!\d)\w+")
_ATTRIBUTE = re.compile(r"(?!\d)\w+")
_TAKEN = re.compile(rf"\bfrom\s+{_MODULE}\s+import\s*(\([^)]*\)?|(?:[^\n\\]|\\\r?\n?)*)")
_OTHERWISE = re.compile(rf"\b{_MODULE}\b")
_DEFINED = re.compile(r"\b(?:def|class)\s+\w+")


def mentioned(text: str) -> tuple[str, ...]:
    """The names that a text may take from `mine`, by that or one of its other names; rather some too many than too few.

    Only the text is looked at, not its grammar: while somebody types, there may be none.
    """
    return tuple(dict.fromkeys(_mentioned(text)))


def _mentioned(text: str) -> Iterator[str]:
    taken = "\n".join(_TAKEN.findall(text))
    yield from _NAME.findall(taken)
    if "*" in taken:  # any name that stands alone may be from there, but for those that the text defines
        yield from _NAME.findall(_DEFINED.sub("", text))
    if _OTHERWISE.search(_TAKEN.sub("", text)):  # `import mine`: any name in the text may be an attribute of it
        yield from _ATTRIBUTE.findall(text)
