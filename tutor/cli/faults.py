"""The faults that a command may end with, each as one sentence: place, fault, cure."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.course.catalog import BadLesson
from tutor.errors import FULL, Fault, WorkerFailed
from tutor.model import Message
from tutor.text.messages import Words

FAULTS = (Fault, BadLesson, OSError, RuntimeError)  # of RuntimeErrors: WorkerFailed, BrokenLesson


class Unusable(Fault):
    """Something that was asked for is not there, or not possible; `message` says what, and what would do."""


def unusable(key: str, **facts: object) -> Unusable:
    return Unusable(Message(key, facts))


def facts_of(error: BaseException) -> Mapping[str, object]:
    """What a fault is about, files among it."""
    if isinstance(error, Fault):
        return error.message.facts
    return {"place": error.filename} if isinstance(error, OSError) else {}


def told(error: BaseException, words: Words) -> str:
    """The sentence of a fault."""
    match error:
        case Fault():
            return words.say(error.message)
        case WorkerFailed():
            return words("cli.worker-failed", why=str(error))
        case OSError() if error.errno in FULL:
            return words("cli.full", place=error.filename) if error.filename else words("cli.full.system")
        case OSError() if error.filename:
            return words("cli.trouble", place=error.filename, fault=error.strerror or str(error))
        case OSError():
            return words("cli.trouble.system", fault=error.strerror or str(error))
        case _:
            return str(error)
