"""What a rule about an exception is: from the crash and its scene to the key of a sentence and its facts, or to nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.model import Crash, Message, Scene

Facts = dict[str, Any]
Told = tuple[str, Facts]
Rule = Callable[[Crash, Scene], Told | None]

# Exceptions that say which sizes or places do not fit, and not why.
SHAPELY = (
    *("run.shapes", "run.index-out", "run.index-of-number", "run.indices-many"),
    *("run.axis-out", "run.axes-listed", "run.reshape", "run.put", "run.within"),
)


def told_key(message: Message) -> str:
    """The key of what is said; of an exception that is told by its cause, that of the cause."""
    what = message.facts.get("what")
    return what.key if message.key == "run.at" and isinstance(what, Message) else message.key
