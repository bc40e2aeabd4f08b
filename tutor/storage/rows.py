"""From a row of the record to the value it stands for. Raises one of `NONSENSE` for what no version ever wrote."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

from tutor.model import Outcome, Stage
from tutor.storage.records import (
    Bookmark,
    DrillAnswer,
    LabRun,
    LearnerNote,
    LessonProgress,
    PastVerdict,
    QuizAnswer,
    Reason,
    SavedText,
)

NONSENSE = (ValueError, TypeError, LookupError, OverflowError, OSError)
"""OverflowError and OSError are `datetime.fromtimestamp`'s, for times out of its range."""

SQLITE_FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What a query may raise; UnicodeDecodeError when damage has reached the name of a column."""


def only(row: sqlite3.Row) -> Any:  # noqa: ANN401 - the query says of what type
    """The value of a query's one column."""
    return row[0]


def body(row: sqlite3.Row) -> str:
    return bytes(row["body"]).decode("utf-8")


def saved_text(row: sqlite3.Row) -> SavedText:
    reason, at = Reason(row["reason"]), _time(row["at"])
    return SavedText(row["id"], row["lesson"], row["text_id"], body(row), reason, at)


def past_verdict(row: sqlite3.Row) -> PastVerdict:
    return PastVerdict(
        id=row["id"],
        lesson=row["lesson"],
        text_id=row["text_id"],
        outcome=Outcome(row["outcome"]),
        stage=None if row["stage"] is None else Stage(row["stage"]),
        mistake=row["mistake"],
        seed=row["seed"],
        seconds=row["seconds"],
        lesson_hash=row["lesson_hash"],
        judged_at=_time(row["at"]),
        failed=row["failed"] if "failed" in row.keys() else None,  # noqa: SIM118  # a row of an older version
    )


def saving(row: sqlite3.Row) -> tuple[str, Reason, datetime]:
    """A row of the history without its text."""
    return str(row["lesson"]), Reason(row["reason"]), _time(row["at"])


def hint(row: sqlite3.Row) -> int:
    return int(row["number"])


def nudge(row: sqlite3.Row) -> str:
    _time(row["at"])
    return str(row["mistake"])


def progress_alone(row: sqlite3.Row, hints: str = "") -> LessonProgress:
    """A row of the lessons without what other tables tell."""
    return LessonProgress(
        lesson=row["lesson"],
        path=row["path"],
        opened_at=_time_or_none(row["opened_at"]),
        passed_at=_time_or_none(row["passed_at"]),
        passed_text_id=row["passed_text_id"],
        hints=tuple(sorted(int(number) for number in hints.split(",") if number)),
    )


def progress(row: sqlite3.Row) -> LessonProgress:
    """`hints` arrives as one string of numbers, as SQL's group_concat gives it."""
    return progress_alone(row, row["hints"] or "")


def quiz_answer(row: sqlite3.Row) -> QuizAnswer:
    return QuizAnswer(row["lesson"], row["quiz"], row["answer"], bool(row["correct"]), _time(row["at"]))


def drill_answer(row: sqlite3.Row) -> DrillAnswer:
    values = (row["kind"], row["exercise"], row["level"], row["answer"])
    return DrillAnswer(*values, bool(row["correct"]), _time(row["at"]))


def note(row: sqlite3.Row) -> LearnerNote:
    return LearnerNote(row["id"], row["lesson"], row["text"], _time(row["at"]))


def lab_run(row: sqlite3.Row) -> LabRun:
    return LabRun(
        id=row["id"],
        lesson=row["lesson"],
        settings=json.loads(row["settings"]),
        started_at=_time(row["started_at"]),
        ended_at=_time_or_none(row["ended_at"]),
        facts=json.loads(row["facts"]),
        checkpoint=row["checkpoint"],
    )


def bookmark(row: sqlite3.Row) -> Bookmark:
    return Bookmark(row["lesson"], row["step"], row["line"], row["column"])


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _time_or_none(seconds: float | None) -> datetime | None:
    return None if seconds is None else _time(seconds)
