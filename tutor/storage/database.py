"""The SQLite file below the store: opening, setting a damaged one aside, transactions, and faults as sentences."""

from __future__ import annotations

import errno
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

from tutor.errors import FULL, StoreError
from tutor.model import Message
from tutor.storage.files import has_room
from tutor.storage.lock import exclusively
from tutor.storage.migrations import NewerRecord, migrate
from tutor.storage.rows import NONSENSE, SQLITE_FAULTS
from tutor.storage.write_ahead import is_broken, log_of

T = TypeVar("T")
Cell: TypeAlias = str | bytes | int | float | None
"""What a record's cell holds."""

_BUSY_SECONDS = 5.0
_LOOKED_OVER_BYTES = 2 * 2**20
"""Up to this size the whole file is looked over at every opening, in a few milliseconds."""

_SIDE_FILES = ("-wal", "-shm", "-journal")
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_FAULTS = {
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.unwritable",
    sqlite3.SQLITE_CANTOPEN: "store.unwritable",
    sqlite3.SQLITE_PERM: "store.unwritable",
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
}

_PERHAPS_FULL = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
"""SQLite says no more than this where a quota is used up, or a file beside the record cannot be made."""


class _Nonsense(sqlite3.DatabaseError):
    """The file is sound but a row holds what no version ever wrote: damage like any other."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


class Database:
    """One connection that any thread may use. Every fault of SQLite leaves as a `StoreError`."""

    def __init__(self, path: Path | None, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._alone = threading.RLock()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or after any fault nothing of it."""
        db = self._connection
        with self._alone, self._telling():
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:  # SQLite rolls back by itself when the disk is full
                    db.execute("ROLLBACK")
                raise

    def read(self, make: Callable[[Any], T], query: str, *values: Cell) -> list[T]:
        """The rows of a query, each turned into a value by `make`."""
        with self._alone, self._telling():
            found = self._connection.execute(query, values).fetchall()
            try:
                return [make(row) for row in found]
            except NONSENSE as error:
                raise _Nonsense(str(error)) from error

    def close(self) -> None:
        with self._alone, suppress(sqlite3.Error):
            self._connection.close()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except SQLITE_FAULTS as error:
            if self.path is not None and _is_damage(error):
                _mark_damaged(self.path)
            raise _store_error(error, self.path) from error


class Opening(NamedTuple):
    """An open database; `fresh` if it holds nothing yet, `aside` where a damaged one was put."""

    database: Database
    fresh: bool
    aside: Path | None = None


def open_database(path: Path) -> Opening:
    """Open, create, or set aside and rebuild the record at `path`.

    Raises `StoreError`: written by a newer version (nothing is touched then), unwritable, full or busy.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_special(path)
        aside = _set_aside_if_damaged(path)
        connection = _connect(path)
    except (*SQLITE_FAULTS, OSError) as error:
        raise _store_error(error, path) from error
    try:
        fresh = _prepare(connection) == 0
    except (*SQLITE_FAULTS, NewerRecord) as error:
        connection.close()
        if _is_damage(error):
            _mark_damaged(path)
        raise _store_error(error, path) from error
    return Opening(Database(path, connection), fresh, aside)


def _refuse_special(path: Path) -> None:
    """Raises OSError for a pipe, on which SQLite waits for ever, and for whatever else is no plain file."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EISDIR, "not a regular file", str(path))


def open_in_memory() -> Database:
    """A record that lasts as long as the process, for when no file can be had."""
    connection = _connect(":memory:")
    migrate(connection)
    return Database(None, connection)


def open_copy(path: Path) -> Database | None:
    """What the record at `path` holds, in memory: nothing is written there, not even beside it.

    None for one that SQLite cannot read so: it is damaged, or its newest rows are in a log that only writing would bring in.
    Raises `StoreError` for a record of a newer version.
    """
    if log_of(path) or not path.is_file():
        return None
    connection = _connect(":memory:")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as found:
            found.backup(connection)
        migrate(connection)
        sound = not _has_fault(connection, thorough=True)
    except NewerRecord as error:
        connection.close()
        raise _store_error(error, path) from error
    except SQLITE_FAULTS:  # the caller has other ways to read
        sound = False
    if sound:
        return Database(None, connection)
    connection.close()
    return None


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def _prepare(db: sqlite3.Connection) -> int:
    """Set the modes and migrate; the version before. The version is read first, so a newer record stays as it is."""
    version = migrate(db)
    with suppress(sqlite3.OperationalError):  # file systems without shared memory keep the rollback journal
        db.execute("PRAGMA journal_mode = WAL")
    # NORMAL in WAL mode loses nothing when the process is killed, and after a power cut at most the last
    # commits, never the file's soundness; the learner's text itself is synced to its own file before.
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    return version


def _set_aside_if_damaged(path: Path) -> Path | None:
    if not _is_damaged(path):
        return None
    with exclusively(path.with_suffix(".lock")):
        if not _is_damaged(path):  # another process has rebuilt it while we waited
            return None
        return _set_aside(path)


def _set_aside(path: Path) -> Path:
    """Rename the file and its side files together: a new file must not meet the old one's log."""
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    aside = _unused(path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}"))
    for suffix in _SIDE_FILES:
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
    path.rename(aside)
    _damage_mark(path).unlink(missing_ok=True)
    return aside


def _unused(path: Path) -> Path:
    count = 1
    candidate = path
    while candidate.exists():
        count += 1
        candidate = path.with_stem(f"{path.stem}-{count}")
    return candidate


def _is_damaged(path: Path) -> bool:
    """Whether the file has given trouble before, or SQLite finds fault with it now."""
    if not path.is_file():
        return False
    if _damage_mark(path).exists() or is_broken(path):
        return True
    try:
        with closing(_connect(path)) as db:
            return _has_fault(db, thorough=path.stat().st_size <= _LOOKED_OVER_BYTES)
    except SQLITE_FAULTS as error:
        if _is_damage(error):
            return True
        raise


def _has_fault(db: sqlite3.Connection, thorough: bool) -> bool:
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return thorough and db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok"


def _damage_mark(path: Path) -> Path:
    return path.with_suffix(".damaged")


def _mark_damaged(path: Path) -> None:
    with suppress(OSError):
        _damage_mark(path).touch()


def _is_damage(error: BaseException) -> bool:
    """Our statements are fixed: if SQLite cannot understand one, or decode its answer, the schema or a row is broken."""
    code = _primary_code(error)
    misunderstood = isinstance(error, sqlite3.OperationalError) and code in (0, sqlite3.SQLITE_ERROR)
    return isinstance(error, UnicodeDecodeError) or misunderstood or code in _DAMAGED


def _primary_code(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _store_error(error: Exception, path: Path | None) -> StoreError:
    place = str(path or "")
    if isinstance(error, NewerRecord):
        facts = {"place": place, "found": error.found, "known": error.known}
        return StoreError(Message("store.newer", facts))
    fault = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return StoreError(Message(_key(error, path), {"place": place, "fault": fault}))


def _key(error: Exception, path: Path | None) -> str:
    if isinstance(error, OSError):
        return "store.full" if error.errno in FULL else "store.unwritable"
    if _is_damage(error):
        return "store.damaged"
    key = _FAULTS.get(_primary_code(error), "store.trouble")
    if path is not None and _primary_code(error) in _PERHAPS_FULL and not has_room(path.parent):
        return "store.full"
    return key
