"""What cannot be read or kept is told in a corner, and the tutor goes on with what it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tutor.course.catalog import BadLesson
from tutor.errors import Fault
from tutor.model import Message

FAULTS = (Fault, BadLesson)
"""A record or a file that the machine does not give now; a lesson at fault."""


def said(fault: Exception) -> Message:
    """The sentence for one of `FAULTS`."""
    return fault.message if isinstance(fault, Fault) else Message("lesson.bad", {"why": str(fault)})


@contextmanager
def telling(tell: Callable[[Message, Any], None], severity: str = "error") -> Iterator[None]:
    """What fails in here is left undone, and told."""
    try:
        yield
    except FAULTS as fault:
        tell(said(fault), severity)
