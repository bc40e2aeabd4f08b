"""Faults of the outside world that carry the sentence to show: place, fault and cure by a message key."""

from __future__ import annotations

import errno
import os

from tutor.model import Message


class Fault(Exception):
    """Something that the tutor could not do; `message` says what, where, and what would help."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key, dict(message.facts))
        self.message = message


class StoreError(Fault):
    """The record of progress could not be read or written; the learner's own files are untouched."""


class WorkspaceError(Fault):
    """A file of the workspace could not be read or written."""


class SettingsError(Fault):
    """The settings file could not be changed."""


class WorkerFailed(RuntimeError):
    """A worker that never got ready: our own fault or the machine's, with what it said."""


FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The disk takes no more: all of it, this user's share, or for a file of this size."""

_KINDS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read-only",
    **dict.fromkeys(FULL, "full"),
    errno.ENOTDIR: "not-a-folder",
    errno.EEXIST: "not-a-folder",
    errno.EISDIR: "not-a-file",
    errno.ELOOP: "not-a-file",
}


def workspace_fault(error: OSError, place: os.PathLike[str] | str) -> WorkspaceError:
    """The `WorkspaceError` for what the operating system said about `place`."""
    kind = _KINDS.get(error.errno or 0, "trouble")
    fault = error.strerror or str(error)
    return WorkspaceError(Message(f"workspace.{kind}", {"place": str(place), "fault": fault}))
