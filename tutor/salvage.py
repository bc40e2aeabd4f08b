"""What can still be read of a damaged record, row by row, from both ends of every table."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tutor import rows

_TABLES: dict[str, Callable[[sqlite3.Row], Any]] = {
    "texts": rows.body,
    "lessons": rows.progress_alone,
    "savings": rows.saving,
    "verdicts": rows.past_verdict,
    "hints": rows.hint,
    "quiz_answers": rows.quiz_answer,
    "notes": rows.note,
    "lab_runs": rows.lab_run,
    "bookmarks": rows.bookmark,
}
"""Each table with the reader that tells whether a row makes sense; the tables referred to come first."""


def salvage(damaged: Path, db: sqlite3.Connection) -> None:
    """Copy every row that can be read and makes sense into the new record `db`, inside its transaction."""
    with suppress(*rows.SQLITE_FAULTS), closing(sqlite3.connect(damaged)) as old:
        old.row_factory = sqlite3.Row
        for table, make in _TABLES.items():
            for row in _readable(old, table):
                if _makes_sense(table, row, make):
                    _copy(db, table, row)


def _readable(old: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    """A damaged page ends a walk through the table; a second walk from the other end finds what is behind it."""
    for order in ("ASC", "DESC"):
        with suppress(*rows.SQLITE_FAULTS):
            yield from old.execute(f"SELECT * FROM {table} ORDER BY rowid {order}")
            return


def _makes_sense(table: str, row: sqlite3.Row, make: Callable[[sqlite3.Row], Any]) -> bool:
    try:
        make(row)
        return table != "texts" or hashlib.sha256(row["body"]).digest() == row["hash"]
    except rows.NONSENSE:
        return False


def _copy(db: sqlite3.Connection, table: str, row: sqlite3.Row) -> None:
    known = [column["name"] for column in db.execute(f"PRAGMA table_info({table})")]
    columns = [name for name in row.keys() if name in known]  # noqa: SIM118 - a Row iterates over its values
    marks = ", ".join("?" * len(columns))
    with suppress(sqlite3.IntegrityError):  # it refers to a text that is lost
        db.execute(
            f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})",
            tuple(row[name] for name in columns),
        )
