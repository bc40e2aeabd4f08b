"""What can keep the learner's code from being run though the code is not to blame, and how that is said."""

from __future__ import annotations

from tutor.course.catalog import BadLesson
from tutor.errors import Fault
from tutor.model import Message

TROUBLE = (Fault, RuntimeError, OSError, BadLesson)
"""A record or a file that cannot be read, workers that do not come up, a lesson at fault."""


def why_not_run(trouble: Exception) -> Message:
    """A Fault has its own sentence; what nobody has foreseen is a fault of gradlings."""
    if isinstance(trouble, Fault):
        return trouble.message
    if isinstance(trouble, TROUBLE):
        return Message("session.check-failed", {"why": str(trouble)})
    return Message("session.own-fault", {"type": type(trouble).__name__, "why": str(trouble)})
