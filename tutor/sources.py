"""Texts behind `mine`: the code of earlier lessons that a later lesson builds on."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.model import Course, Lesson

VOTER = "gradient_check"  # once it is the learner's own, it has a say wherever there are gradients
VOTED_ON = ("layer", "loss", "network")  # kinds of lessons


@dataclass(frozen=True, slots=True)
class Source:
    """A text, whose it is ("learner" or "model"), and which names it gives."""

    file: str
    text: str
    names: tuple[str, ...]
    lesson: str
    owner: str


def behind(course: Course, lesson: Lesson) -> list[tuple[str, tuple[str, ...]]]:
    """The lessons whose code a lesson builds on, in the order of the course, and the names that are wanted of each.

    What those lessons build on themselves is among them, so that running the texts in this order finds everything there.
    """
    wanted: dict[str, list[str]] = {}
    users = [lesson]
    while users:
        user = users.pop()
        for name in user.uses:
            origin = definer(course, user.id, name)
            if origin is not None and name not in wanted.setdefault(origin, []):
                wanted[origin].append(name)
                users.append(course.lessons[origin])
    return [(origin, tuple(wanted[origin])) for origin in course.order if origin in wanted]


def definer(course: Course, user: str, name: str) -> str | None:
    """The last lesson before `user` that defines a name, or None: some are defined again, better, later in the course."""
    order = course.order
    before = order[: order.index(user)] if user in order else order
    return next((lesson for lesson in reversed(before) if name in course.lessons[lesson].defines), None)
