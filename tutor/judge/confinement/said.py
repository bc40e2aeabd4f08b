"""What is said of confinement: what a rung holds, what has been refused. Asked by the judge and the faces; a worker tells
nobody, and does without."""

from __future__ import annotations

import re
from typing import Final

from tutor.judge.confinement.audit import MARK, TOPICS
from tutor.judge.confinement.levels import Level
from tutor.model import Message

_KERNEL_SAID: Final = re.compile(r"^\[Errno (?:1|13)\] [^:]*(?:: (?P<quote>['\"])(?P<path>.*?)(?P=quote))?")

_NO_THREAD: Final = "can't start new thread"
"""Starting a thread is an event only in later Pythons; 3.11 reports the kernel's refusal in these words."""

_HELD = {
    Level.FULL: ("reading", "writing", "processes", "signals", "network", "memory", "time"),
    Level.NO_SECCOMP: ("reading", "writing", "memory", "time"),
    Level.NO_LANDLOCK: ("processes", "signals", "network", "memory", "time"),
    Level.RLIMITS: ("memory", "time"),
    Level.PORTABLE: ("time",),
}
"""What the kernel, or the parent's clock, holds whatever the code tries; the rest is only asked of it politely."""


def describe(level: Level) -> tuple[Message, ...]:
    """What `level` contains and what it does not: its name, then `confine.holds.*`, then `confine.lacks.*`."""
    held = _HELD[level]
    lacking = tuple(topic for topic in _HELD[Level.FULL] if topic not in held)
    return (
        Message(f"confine.level.{level.name.lower().replace('_', '-')}", {"layers": level.value}),
        *(Message(f"confine.holds.{topic}") for topic in held),
        *(Message(f"confine.lacks.{topic}") for topic in (*lacking, "files", "names", "answers")),
    )


def refusal(text: str) -> Message | None:
    """The message for an error whose text this is; None if it is not one of confinement's.

    Besides the markers it knows what Python says when the kernel refuses a file, a call or a thread.
    """
    if text.startswith(MARK):
        event, _, what = text.removeprefix(MARK).partition(":")
        return Message(f"confine.refused.{_topic(event)}", {"event": event, "what": what})
    if text == _NO_THREAD:
        return Message("confine.refused.thread")
    if said := _KERNEL_SAID.match(text):
        path = said["path"]
        return Message("confine.refused.call") if path is None else Message("confine.refused.read", {"what": path})
    return None


def _topic(event: str) -> str:
    return next((topic for topic, names in TOPICS.items() if event.startswith(names)), "call")
