"""The shape of the record and how an older one grows into it.

A migration is a tuple of statements; the number of those applied stands in `PRAGMA user_version`. Published
migrations are never edited: a change of shape is a new one at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_FIRST = (
    """CREATE TABLE texts (
        id INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        body BLOB NOT NULL
    )""",
    """CREATE TABLE lessons (
        lesson TEXT PRIMARY KEY,
        path TEXT UNIQUE,
        stub_id INTEGER REFERENCES texts,
        opened_at REAL,
        passed_at REAL,
        passed_text_id INTEGER REFERENCES texts
    )""",
    """CREATE TABLE savings (
        id INTEGER PRIMARY KEY,
        lesson TEXT NOT NULL,
        text_id INTEGER NOT NULL REFERENCES texts,
        reason TEXT NOT NULL,
        at REAL NOT NULL
    )""",
    "CREATE INDEX savings_by_lesson ON savings (lesson, id)",
    """CREATE TABLE verdicts (
        id INTEGER PRIMARY KEY,
        lesson TEXT NOT NULL,
        text_id INTEGER NOT NULL REFERENCES texts,
        outcome TEXT NOT NULL,
        stage TEXT,
        mistake TEXT,
        seed INTEGER NOT NULL,
        seconds REAL NOT NULL,
        lesson_hash TEXT NOT NULL,
        at REAL NOT NULL
    )""",
    "CREATE INDEX verdicts_by_lesson ON verdicts (lesson, id)",
    """CREATE TABLE hints (
        lesson TEXT NOT NULL,
        number INTEGER NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (lesson, number)
    )""",
    """CREATE TABLE quiz_answers (
        id INTEGER PRIMARY KEY,
        lesson TEXT NOT NULL,
        quiz TEXT NOT NULL,
        answer TEXT NOT NULL,
        correct INTEGER NOT NULL,
        at REAL NOT NULL
    )""",
    """CREATE TABLE notes (
        id INTEGER PRIMARY KEY,
        lesson TEXT NOT NULL,
        text TEXT NOT NULL,
        at REAL NOT NULL
    )""",
    """CREATE TABLE lab_runs (
        id INTEGER PRIMARY KEY,
        lesson TEXT NOT NULL,
        settings TEXT NOT NULL,
        started_at REAL NOT NULL,
        ended_at REAL,
        facts TEXT NOT NULL DEFAULT '{}',
        checkpoint TEXT
    )""",
    """CREATE TABLE bookmarks (
        lesson TEXT PRIMARY KEY,
        step TEXT,
        line INTEGER NOT NULL,
        column INTEGER NOT NULL,
        at REAL NOT NULL
    )""",
)

_DRILLS = (
    """CREATE TABLE drill_answers (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        exercise TEXT NOT NULL,
        level INTEGER NOT NULL,
        answer TEXT NOT NULL,
        correct INTEGER NOT NULL,
        at REAL NOT NULL
    )""",
)

_HINTS = (
    """CREATE TABLE nudges (
        lesson TEXT NOT NULL,
        mistake TEXT NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (lesson, mistake)
    )""",
    "ALTER TABLE verdicts ADD COLUMN failed TEXT",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _DRILLS, _HINTS)


class NewerRecord(Exception):
    """The record was written by a later version of the tutor."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


def version_of(db: sqlite3.Connection) -> int:
    """How many migrations the record has had; 0 for one that is new and empty."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> int:
    """Bring the record up to date in one transaction; the version it had before. Raises `NewerRecord`."""
    found = version_of(db)
    if found > len(migrations):
        raise NewerRecord(found, len(migrations))
    if found < len(migrations):
        found = _apply(db, migrations)
    return found


def _apply(db: sqlite3.Connection, migrations: Sequence[Sequence[str]]) -> int:
    db.execute("BEGIN IMMEDIATE")
    try:
        found = version_of(db)  # again: another process may have migrated while we waited for the lock
        for statements in migrations[found:]:
            for statement in statements:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {max(found, len(migrations))}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return found
