"""The statements that several of the store's methods share; those that write run inside a transaction."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

from tutor.storage.files import encode
from tutor.storage.records import Reason

SINCE = "SELECT * FROM {} WHERE (? IS NULL OR lesson = ?) AND at >= ? ORDER BY id"

PROGRESS = """SELECT *, (SELECT group_concat(number) FROM hints WHERE hints.lesson = lessons.lesson) AS hints
              FROM lessons"""


def touch(db: sqlite3.Connection, lesson: str) -> None:
    """Make sure that the lesson has a row."""
    db.execute("INSERT OR IGNORE INTO lessons (lesson) VALUES (?)", (lesson,))


def insert(db: sqlite3.Connection, table: str, **values: object) -> int:
    """Add a row; its id."""
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
    return int(cursor.lastrowid or 0)


def intern(db: sqlite3.Connection, text: str) -> int:
    """The id of a text, kept once however often it is saved."""
    data = encode(text)
    digest = hashlib.sha256(data).digest()
    db.execute("INSERT OR IGNORE INTO texts (hash, body) VALUES (?, ?)", (digest, data))
    return int(db.execute("SELECT id FROM texts WHERE hash = ?", (digest,)).fetchone()[0])


def save(db: sqlite3.Connection, lesson: str, text: str, reason: Reason, at: float) -> int:
    """Add a text to the lesson's history unless it is the newest there already; the text's id.

    A reset is always added: it marks the moment to come back to.
    """
    text_id = intern(db, text)
    query = "SELECT text_id FROM savings WHERE lesson = ? ORDER BY id DESC LIMIT 1"
    newest = db.execute(query, (lesson,)).fetchone()
    if newest is None or newest[0] != text_id or reason is Reason.RESET:
        insert(db, "savings", lesson=lesson, text_id=text_id, reason=reason, at=at)
    return text_id


def mark_passed(db: sqlite3.Connection, lesson: str, text_id: int, at: float) -> None:
    """The first pass gives the date, the last one the text."""
    touch(db, lesson)
    db.execute(
        "UPDATE lessons SET passed_at = coalesce(passed_at, ?), passed_text_id = ? WHERE lesson = ?",
        (at, text_id, lesson),
    )


def beside(path: str) -> Iterator[str]:
    """The path, then others like it: `a/relu.py`, `a/relu_2.py`, `a/relu_3.py`, ..."""
    yield path
    wanted = PurePosixPath(path)
    for number in count(2):
        yield str(wanted.with_stem(f"{wanted.stem}_{number}"))
