"""The learner's own files: a plain folder with one Python file a lesson, and what the tutor keeps in `.gradlings`.

A save touches nothing but the file, so that it works without the store. What stands on the disk is never
overwritten unseen: content that this process did not read or write is put aside first.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tutor.errors import WorkspaceError, workspace_fault
from tutor.model import Message
from tutor.storage import files
from tutor.storage.drafts import Draft, Drafts
from tutor.storage.records import Keeper, Reason, Survivor
from tutor.storage.watcher import Signature, settled, signature, wakes

__all__ = [
    "ChangedFile",
    "LessonFile",
    "ReadText",
    "SaveResult",
    "StubOffer",
    "Workspace",
    "WorkspaceError",
    "locate",
]

_PRIVATE = ".gradlings"


class ReadText(NamedTuple):
    """A file's text, its line ends as LF, and what there is to say about how it was read."""

    text: str
    notices: tuple[Message, ...] = ()


class StubOffer(NamedTuple):
    """The lesson's stub has changed since the learner's file was made from it."""

    old: str
    new: str


class LessonFile(NamedTuple):
    """A lesson's file, opened. `created`: it holds the stub and nothing else yet. `draft`: typed later, and not in it."""

    path: Path
    text: str
    created: bool = False
    offer: StubOffer | None = None
    notices: tuple[Message, ...] = ()
    draft: Draft | None = None


class SaveResult(NamedTuple):
    """A save that was done; a notice says what was put aside because another program had written it."""

    path: Path
    notices: tuple[Message, ...] = ()


class ChangedFile(NamedTuple):
    """A file that another program has changed, with its new text."""

    path: Path
    text: str
    notices: tuple[Message, ...] = ()


def locate(option: str | None, environ: Mapping[str, str]) -> Path:
    """The workspace folder: the option, else `GRADLINGS_WORKSPACE`, else `~/gradlings`; always absolute."""
    chosen = option or environ.get("GRADLINGS_WORKSPACE") or "~/gradlings"
    return Path(os.path.abspath(os.path.expanduser(chosen)))


class Workspace:
    """The files under `root`. Reading needs no `prepare`, so that a folder one may not write can be shown."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[Path, bytes] = {}
        self._alone = threading.RLock()  # a save and what is known of it are one step for the watcher

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

    @property
    def searches(self) -> Path:
        """The finished trials of hyperparameter searches."""
        return self.root / _PRIVATE / "searches"

    @property
    def tries(self) -> Path:
        """What was tried on the code of each lesson."""
        return self.root / _PRIVATE / "tries"

    @property
    def asides(self) -> Path:
        """Texts that the history could not take, or that nobody has read."""
        return self.root / _PRIVATE / "aside"

    @property
    def drafts(self) -> Drafts:
        """What is typed and not saved yet."""
        return Drafts(self.root, self.root / _PRIVATE / "unsaved")

    def prepare(self) -> None:
        """Make the folders and see that they can be written. Raises `WorkspaceError` with place, fault, cure."""
        private = self.root / _PRIVATE
        with _telling(self.root):
            private.mkdir(parents=True, exist_ok=True)
            for folder in (private, self.root):
                files.try_writing(folder)
        for folder in (self.root, *self.root.glob("[!.]*/")):
            files.sweep(folder)
        self.drafts.sweep()

    def path_of(self, lesson: str, part: str, keeper: Keeper) -> Path:
        """The lesson's file: where it was created, else where it would be, `<part>/<lesson>.py`."""
        return self._place(keeper.path_of(lesson) or _proposal(lesson, part))

    def open_lesson(self, lesson: str, part: str, stub: str, keeper: Keeper) -> LessonFile:
        """The learner's file of a lesson, created from the stub when there is none.

        Raises `WorkspaceError` for the file, `StoreError` for the record of its place.
        """
        path = self._place(keeper.path_of(lesson) or keeper.fix_path(lesson, _proposal(lesson, part)))
        if not os.path.exists(path):
            return self._create(lesson, path, stub, keeper)
        found = self.read(path)
        keeper.keep_text(lesson, found.text, Reason.EXTERNAL)
        old = keeper.stub_of(lesson)
        if old is None:
            keeper.set_stub(lesson, stub)
        elif found.text == old != stub:
            return self._create(lesson, path, stub, keeper)  # never edited: it follows the update
        offer = None if old in (None, stub) else StubOffer(old, stub)
        return LessonFile(path, found.text, found.text == stub, offer, found.notices)

    def decline(self, lesson: str, offer: StubOffer, keeper: Keeper) -> None:
        """The learner keeps the file as it is; the offer is not made again."""
        keeper.set_stub(lesson, offer.new)

    def read(self, path: Path) -> ReadText:
        """A file's text. What is no UTF-8 becomes U+FFFD; a save will put the original aside. `WorkspaceError`."""
        with self._alone, _telling(path):
            return self._learn(path, files.read_bytes(path))

    def save(self, path: Path, text: str) -> SaveResult:
        """Write a text whole or not at all, in the form (CRLF, byte order mark) the file has. `WorkspaceError`."""
        with self._alone, _telling(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            present = files.read_bytes(path) if os.path.exists(path) else None
            form = files.PLAIN if present is None else files.decode(present).form
            data = files.encode(text, form)
            notices = () if present in (None, data) else self._spare(path, present)
            if present != data:
                files.write_atomically(path, data)
            self._known[path] = _digest(data)
        return SaveResult(path, notices)

    def reset(self, lesson: str, path: Path, stub: str, keeper: Keeper) -> SaveResult:
        """Put the stub back, after the present text is safe.

        Raises `StoreError` or `WorkspaceError` and leaves the file alone if the text cannot be kept.
        """
        if os.path.exists(path):
            self.keep_replaced(lesson, path, self.read(path).text, Reason.RESET, keeper)
        keeper.set_stub(lesson, stub)
        return self.save(path, stub)

    def survivors(self, course: str) -> Iterator[Survivor]:
        """Every lesson file found in the workspace, for a record that starts anew."""
        for path in sorted(self.root.glob("[!.]*/[!.]*.py")):
            with suppress(WorkspaceError):
                relative = path.relative_to(self.root).as_posix()
                yield Survivor(f"{course}/{path.stem.replace('_', '-')}", relative, self.read(path).text)

    async def watch(self, paths: Iterable[Path]) -> AsyncGenerator[ChangedFile, None]:
        """The files that other programs change, as they change; our own saves are no news.

        A text once given counts as known: keep it in the history before a save replaces it. Goes on until its
        task is cancelled.
        """
        import asyncio  # here, as the command line opens workspaces and never watches them

        seen: dict[Path, Signature | None] = dict.fromkeys(paths)
        async for _ in wakes({Path(os.path.realpath(path)).parent for path in seen}):
            for path, before in seen.items():
                if signature(path) == before:
                    continue
                seen[path] = now = await settled(path)
                news = await asyncio.to_thread(self._news, path, now)
                if news is not None:
                    yield news

    def _create(self, lesson: str, path: Path, stub: str, keeper: Keeper) -> LessonFile:
        self.save(path, stub)
        keeper.set_stub(lesson, stub)
        return LessonFile(path, stub, created=True)

    def _place(self, relative: str) -> Path:
        """A file inside the workspace. A record that came with a copied folder must not lead out of it."""
        parts = PurePosixPath(relative).parts
        if not parts or ".." in parts or PurePosixPath(relative).is_absolute():
            raise WorkspaceError(Message("workspace.outside", {"place": str(self.root), "path": relative}))
        return self.root.joinpath(*parts)

    def _learn(self, path: Path, data: bytes) -> ReadText:
        """Read bytes as text; they count as known, so that a save may replace them, only if the text is all of them."""
        decoded = files.decode(data)
        if not decoded.clean:
            return ReadText(decoded.text, (Message("workspace.not-utf8", {"place": str(path)}),))
        self._known[path] = _digest(data)
        return ReadText(decoded.text)

    def _news(self, path: Path, settled: Signature | None) -> ChangedFile | None:
        with self._alone:
            try:
                data = files.read_bytes(path)
            except OSError:  # gone, or between the two steps of another editor's save
                return None
            if signature(path) != settled:  # such a step while it was read, perhaps; it has not settled, and will be news
                return None
            if _digest(data) == self._known.get(path):
                return None
            read = self._learn(path, data)
        return ChangedFile(path, read.text, read.notices)

    def _spare(self, path: Path, data: bytes) -> tuple[Message, ...]:
        """Put aside content that this process never read, or could not read in full."""
        digest = _digest(data)
        if digest == self._known.get(path):
            return ()
        return (Message("workspace.put-aside", {"place": str(path), "aside": str(self._put_aside(path, data))}),)

    def keep_replaced(self, lesson: str, path: Path, text: str, reason: Reason, keeper: Keeper) -> None:
        """Keep a text that another is about to replace: in the history, and beside it where the history will not last.

        Raises `StoreError`, `WorkspaceError`.
        """
        keeper.keep_text(lesson, text, reason)
        if not keeper.lasting:
            self.put_aside(path, text)

    def put_aside(self, path: Path, text: str) -> Path:
        """Keep a text of a file apart, for when the history cannot; where it is. Raises `WorkspaceError`."""
        with _telling(path):
            return self._put_aside(path, files.encode(text))

    def _put_aside(self, path: Path, data: bytes) -> Path:
        aside = self.asides / f"{path.stem}-{_digest(data).hex()[:12]}{path.suffix}"
        aside.parent.mkdir(parents=True, exist_ok=True)
        files.write_atomically(aside, data)
        return aside


def _proposal(lesson: str, part: str) -> str:
    """`<part>/<lesson_with_underscores>.py`, so that the folder can be imported from."""
    return f"{_identifier(part)}/{_identifier(lesson.rpartition('/')[2])}.py"


def _identifier(name: str) -> str:
    return re.sub(r"\W", "_", name) or "_"


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


@contextmanager
def _telling(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise workspace_fault(error, place) from error
