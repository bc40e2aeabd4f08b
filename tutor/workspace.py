"""The learner's own files: a plain folder with one Python file a lesson, and what the tutor keeps in `.gradlings`.

A save touches nothing but the file, so that it works without the store. What stands on the disk is never
overwritten unseen: content that this process did not read or write is put aside first.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tutor import files
from tutor.faults import WorkspaceError, workspace_fault
from tutor.model import Message
from tutor.records import Keeper, Reason, Survivor

__all__ = [
    "RUN_LIMIT",
    "ChangedFile",
    "LessonFile",
    "ReadText",
    "Saved",
    "StubOffer",
    "Workspace",
    "WorkspaceError",
    "locate",
    "refuse_to_run",
]

RUN_LIMIT = 256 * 2**10
"""Bytes of UTF-8; a longer text is kept, but not run."""

_PRIVATE = ".gradlings"


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file's text, its line ends as LF, and what there is to say about how it was read."""

    text: str
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class StubOffer:
    """The lesson's stub has changed since the learner's file was made from it."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LessonFile:
    """A lesson's file, opened. `created`: it holds the stub and nothing else yet."""

    path: Path
    text: str
    created: bool = False
    offer: StubOffer | None = None
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that was done; a notice says what was put aside because another program had written it."""

    path: Path
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that another program has changed, with its new text."""

    path: Path
    text: str
    notices: tuple[Message, ...] = ()


def locate(option: str | None, environ: Mapping[str, str]) -> Path:
    """The workspace folder: the option, else `GRADLINGS_WORKSPACE`, else `~/gradlings`; always absolute."""
    chosen = option or environ.get("GRADLINGS_WORKSPACE") or "~/gradlings"
    return Path(os.path.abspath(os.path.expanduser(chosen)))


def refuse_to_run(text: str) -> Message | None:
    """Why a text cannot be run at all (too long, a null byte); None if it can."""
    size = len(files.encode(text))
    if size > RUN_LIMIT:
        return Message("workspace.too-long", {"size": size, "limit": RUN_LIMIT})
    if "\0" in text:
        return Message("workspace.null", {"line": text.count("\n", 0, text.index("\0")) + 1})
    return None


class Workspace:
    """The files under `root`. Reading needs no `prepare`, so that a folder one may not write can be shown."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[Path, bytes] = {}

    @property
    def database(self) -> Path:
        """Where the store lives."""
        return self.root / _PRIVATE / "progress.db"

    @property
    def lock(self) -> Path:
        """Where the lock of the full-screen tutor lives."""
        return self.root / _PRIVATE / "tutor.lock"

    @property
    def checkpoints(self) -> Path:
        """Where experiments leave their parameters."""
        return self.root / _PRIVATE / "checkpoints"

    def prepare(self) -> None:
        """Make the folders and see that they can be written. Raises `WorkspaceError` with place, fault, cure."""
        raise NotImplementedError

    def path_of(self, lesson: str, part: str, keeper: Keeper) -> Path:
        """The lesson's file: where it was created, else where it would be, `<part>/<lesson>.py`."""
        raise NotImplementedError

    def open_lesson(self, lesson: str, part: str, stub: str, keeper: Keeper) -> LessonFile:
        """The learner's file of a lesson, created from the stub when there is none.

        Raises `WorkspaceError` for the file, `StoreError` for the record of its place.
        """
        raise NotImplementedError

    def decline(self, lesson: str, offer: StubOffer, keeper: Keeper) -> None:
        """The learner keeps the file as it is; the offer is not made again."""
        keeper.set_stub(lesson, offer.new)

    def read(self, path: Path) -> ReadText:
        """A file's text. What is no UTF-8 is shown as U+FFFD, and the original is put aside. `WorkspaceError`."""
        raise NotImplementedError

    def save(self, path: Path, text: str) -> Saved:
        """Write a text whole or not at all, in the form (CRLF, byte order mark) the file has. `WorkspaceError`."""
        raise NotImplementedError

    def reset(self, lesson: str, path: Path, stub: str, keeper: Keeper) -> Saved:
        """Put the stub back, after the present text is safe in the history.

        Raises `StoreError` and leaves the file alone if the history cannot be written.
        """
        raise NotImplementedError

    def survivors(self, course: str) -> Iterator[Survivor]:
        """Every lesson file found in the workspace, for a record that starts anew."""
        raise NotImplementedError

    def watch(self, paths: Iterable[Path]) -> AsyncIterator[ChangedFile]:
        """The files that other programs change, as they change; our own saves are no news.

        Ends when its task is cancelled.
        """
        raise NotImplementedError
