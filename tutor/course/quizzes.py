"""The answers of a question in the order of one visit, so that the place of the right one tells nothing."""

from __future__ import annotations

import random
import secrets

from tutor.course.prose import Quiz


def new_visit() -> int:
    """The seed of a visit."""
    return secrets.randbelow(2**32)


def shuffled(quiz: Quiz, visit: int) -> Quiz:
    """A question with its answers in the order of a visit. A record keeps answers by their text, never by their place."""
    choices = list(quiz.choices)
    random.Random(f"{visit}/{quiz.key}").shuffle(choices)
    return quiz._replace(choices=tuple(choices))
