"""What can still be read of a damaged record, each row on its own."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from tutor.storage import rows
from tutor.storage.migrations import MIGRATIONS, migrate
from tutor.storage.queries import intern
from tutor.storage.sqlite_pages import Found, Value, rows_in

Row: TypeAlias = Mapping[str, Value]

_TABLES: dict[str, Callable[[Any], Any]] = {
    "texts": rows.body,
    "lessons": rows.progress_alone,
    "savings": rows.saving,
    "verdicts": rows.past_verdict,
    "hints": rows.hint,
    "nudges": rows.nudge,
    "quiz_answers": rows.quiz_answer,
    "drill_answers": rows.drill_answer,
    "notes": rows.note,
    "lab_runs": rows.lab_run,
    "bookmarks": rows.bookmark,
}
"""Each table with the reader that tells whether a row makes sense; the tables referred to come first."""

_KINDS: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (int, float), "TEXT": (str,), "BLOB": (bytes,)}
"""What a column of a type may hold; SQLite keeps a whole number of a REAL column as an integer."""


_CHECKED = """SELECT lesson, text_id, 'check' AS reason, min(at) AS at FROM verdicts
    WHERE (SELECT length(body) FROM texts WHERE id = text_id) > 0 AND NOT EXISTS
        (SELECT 1 FROM savings WHERE savings.lesson = verdicts.lesson AND savings.text_id = verdicts.text_id)
    GROUP BY lesson, text_id"""
"""A checked text was kept, so it belongs in the history."""

_PASSES = (
    "INSERT OR IGNORE INTO lessons (lesson) SELECT lesson FROM verdicts WHERE outcome = 'passed'",
    """UPDATE lessons SET passed_at = coalesce(passed_at,
           (SELECT min(at) FROM verdicts WHERE verdicts.lesson = lessons.lesson AND outcome = 'passed'))""",
    """UPDATE lessons SET passed_text_id = coalesce(passed_text_id,
           (SELECT text_id FROM verdicts JOIN texts ON texts.id = text_id
            WHERE verdicts.lesson = lessons.lesson AND outcome = 'passed' AND length(body) > 0
            ORDER BY verdicts.id DESC LIMIT 1))""",
)
"""A verdict that passed is progress."""

_LOOSE = """SELECT body FROM texts WHERE length(body) > 0 AND id NOT IN (
    SELECT text_id FROM savings UNION SELECT text_id FROM verdicts
    UNION SELECT stub_id FROM lessons WHERE stub_id NOT NULL
    UNION SELECT passed_text_id FROM lessons WHERE passed_text_id NOT NULL) ORDER BY id"""


class _Column(NamedTuple):
    name: str
    kind: str
    required: bool
    is_rowid: bool

    def holds(self, value: Value) -> bool:
        """A column that is the rowid itself is empty in the row."""
        if value is None or self.is_rowid:
            return value is None and (self.is_rowid or not self.required)
        return isinstance(value, _KINDS.get(self.kind, ()))


class _Shape(NamedTuple):
    """A table as some version of the record has it."""

    table: str
    columns: tuple[_Column, ...]

    def row(self, found: Found) -> Row | None:
        """The row by the names of its columns, if it can be one of this table."""
        fits = len(found.values) == len(self.columns) and all(map(_Column.holds, self.columns, found.values))
        if not fits:
            return None
        values = zip(self.columns, found.values, strict=True)
        row = {column.name: found.rowid if column.is_rowid else value for column, value in values}
        return row if _makes_sense(self.table, row) else None


def recover(damaged: Path, db: sqlite3.Connection) -> list[str]:
    """Copy every row that can be read and makes sense into the new record `db`, inside its transaction.

    What is given back are the texts of which no row tells the lesson.
    """
    shapes = _shapes()
    found: dict[str, list[Row]] = defaultdict(list)
    with suppress(OSError):
        for one in rows_in(damaged):
            for table, row in _possible(one, shapes):
                found[table].append(row)
    for table in _TABLES:
        for row in found[table]:
            _copy(db, table, row)
    _complete(db)
    return [rows.body(row) for row in db.execute(_LOOSE)]


def _possible(found: Found, shapes: list[_Shape]) -> Iterator[tuple[str, Row]]:
    """The one table to which a row can belong; where it could be a row of several, it is a row of none."""
    fitting = {shape.table: row for shape in shapes if (row := shape.row(found)) is not None}
    if len(fitting) == 1:
        yield from fitting.items()


def _shapes() -> list[_Shape]:
    """Of all versions, for a row keeps the number of columns with which it was written; the newest version first."""
    shapes: dict[_Shape, None] = {}
    for version in range(len(MIGRATIONS), 0, -1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
            migrate(model, MIGRATIONS[:version])
            shapes |= {_Shape(table, columns): None for table in _TABLES if (columns := _columns(model, table))}
    return list(shapes)


def _columns(db: sqlite3.Connection, table: str) -> tuple[_Column, ...]:
    found = db.execute(f"PRAGMA table_info({table})").fetchall()
    keys = sum(bool(key) for *_, key in found)
    return tuple(
        _Column(name, kind.upper(), bool(required), bool(key) and keys == 1 and kind.upper() == "INTEGER")
        for _, name, kind, required, _, key in found
    )


def _makes_sense(table: str, row: Row) -> bool:
    try:
        _TABLES[table](row)
        return table != "texts" or hashlib.sha256(row["body"]).digest() == row["hash"]  # type: ignore[arg-type]
    except rows.NONSENSE:
        return False


def _copy(db: sqlite3.Connection, table: str, row: Row) -> None:
    """A row whose text is lost: a lesson was passed all the same, and a verdict was given; a saving is nothing then."""
    try:
        _insert(db, table, row)
    except sqlite3.IntegrityError:
        if table == "lessons":
            _insert(db, table, {name: None if _is_lost(db, name, value) else value for name, value in row.items()})
        elif table == "verdicts":
            _insert(db, table, {**row, "text_id": intern(db, "")})


def _is_lost(db: sqlite3.Connection, column: str, value: Value) -> bool:
    query = "SELECT 1 FROM texts WHERE id = ?"
    return column.endswith("_id") and db.execute(query, (value,)).fetchone() is None


def _complete(db: sqlite3.Connection) -> None:
    """What rows that came back tell of others that did not. The history's numbers follow the time."""
    checked = db.execute(_CHECKED).fetchall()
    if checked:
        kept = [*db.execute("SELECT lesson, text_id, reason, at FROM savings ORDER BY id"), *checked]
        db.execute("DELETE FROM savings")
        for saving in sorted(kept, key=lambda row: float(row["at"])):
            db.execute("INSERT INTO savings (lesson, text_id, reason, at) VALUES (?, ?, ?, ?)", tuple(saving))
    for statement in _PASSES:
        db.execute(statement)


def _insert(db: sqlite3.Connection, table: str, row: Row) -> None:
    known = {column.name for column in _columns(db, table)}
    given = {name: value for name, value in row.items() if name in known}
    marks = ", ".join("?" * len(given))
    db.execute(f"INSERT OR IGNORE INTO {table} ({', '.join(given)}) VALUES ({marks})", tuple(given.values()))
