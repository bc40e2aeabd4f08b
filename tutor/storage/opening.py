"""Opening the record: as it is, rebuilt from what a damaged one still tells, or to be read where nothing can be written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tutor.model import Message
from tutor.storage import queries as tables
from tutor.storage import rows
from tutor.storage.database import Database, open_copy, open_database, open_in_memory
from tutor.storage.files import encode, write_atomically
from tutor.storage.records import Reason, Survivor
from tutor.storage.recovery import recover

Clock = Callable[[], float]
Survivors = Callable[[], Iterable[Survivor]]


class OpenRecord(NamedTuple):
    """An open record, and what happened on the way that the learner should hear of."""

    database: Database
    notices: tuple[Message, ...] = ()


def open_record(path: Path, survivors: Survivors, now: Clock) -> OpenRecord:
    """The record at `path`, built if there is none. Raises `StoreError`."""
    opening = open_database(path)
    database, aside = opening.database, opening.aside
    notices: tuple[Message, ...] = ()
    if aside is not None:
        with database.writing() as db:
            loose = recover(aside, db)
        notices = _kept_loose(path.parent / "aside", loose)
    texts = adopt(database, survivors(), now) if opening.fresh else 0
    facts = {"place": str(path), "texts": texts}
    if aside is not None:
        facts |= {"aside": str(aside), "passed": _count_passed(database)}
        return OpenRecord(database, (Message("store.rebuilt", facts), *notices))
    return OpenRecord(database, (Message("store.adopted", facts),) if texts else ())


def read_record(path: Path, survivors: Survivors, now: Clock) -> Database:
    """What can be read at `path`, in memory; nothing is written there. Raises `StoreError` if a newer version wrote it."""
    found = open_copy(path)
    if found is not None:
        return found
    database = open_in_memory()
    with database.writing() as db:
        recover(path, db)
    adopt(database, survivors(), now)
    return database


def adopt(database: Database, survivors: Iterable[Survivor], now: Clock) -> int:
    """Take in files found in the workspace, with their places; how many."""
    found = tuple(survivors)
    with database.writing() as db:
        for one in found:
            tables.touch(db, one.lesson)
            db.execute("UPDATE OR IGNORE lessons SET path = ? WHERE lesson = ?", (one.path, one.lesson))
            tables.save(db, one.lesson, one.text, Reason.EXTERNAL, now())
    return len(found)


def _count_passed(database: Database) -> int:
    return int(database.read(rows.only, "SELECT count(*) FROM lessons WHERE passed_at NOT NULL")[0])


def _kept_loose(folder: Path, texts: Sequence[str]) -> tuple[Message, ...]:
    """Texts that no history shows become files."""
    with suppress(OSError):  # they are in the damaged record still
        for text in texts:
            data = encode(text)
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(folder / f"found-{hashlib.sha256(data).hexdigest()[:12]}.py", data)
        return (Message("store.loose", {"texts": len(texts), "folder": str(folder)}),) if texts else ()
    return ()
