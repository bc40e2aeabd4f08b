"""What the tutor remembers, in one SQLite file: every text, every verdict, progress, hints, answers, notes, runs.

Every public method is one transaction and raises `StoreError` when the file cannot be read or written.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tutor.errors import StoreError
from tutor.model import Message, Verdict
from tutor.storage import queries as tables
from tutor.storage import rows
from tutor.storage.database import Cell, Database
from tutor.storage.database import open_in_memory as _database_in_memory
from tutor.storage.files import storable
from tutor.storage.healing import self_healing
from tutor.storage.opening import Clock, OpenRecord, Survivors, adopt, open_record, read_record
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
    Survivor,
)

__all__ = ["OpenedStore", "Store", "StoreError", "open_in_memory", "open_store", "open_to_read"]

T = TypeVar("T")


class OpenedStore(NamedTuple):
    """An open store, and what happened on the way that the learner should hear of."""

    store: Store
    notices: tuple[Message, ...] = ()


def open_store(path: Path, survivors: Survivors = tuple, now: Clock = time.time) -> OpenedStore:
    """Open the record at `path`, or build it.

    A damaged file is set aside under a name with the time, and what can be read of it is taken over, now or when the damage
    is met; a record that starts empty takes in the texts that `survivors()` finds. Raises `StoreError`; a record of a newer
    version is left untouched.
    """
    reopen = partial(open_record, path, survivors, now)
    record = reopen()
    return OpenedStore(Store(record.database, now, reopen), record.notices)


def open_in_memory(survivors: Survivors = tuple, now: Clock = time.time) -> Store:
    """A store that forgets everything at the end."""
    store = Store(_database_in_memory(), now)
    store.adopt(survivors())
    return store


def open_to_read(path: Path, survivors: Survivors = tuple, now: Clock = time.time) -> Store:
    """A store of what can be read at `path`, which writes nothing there and forgets at the end what it is given.

    For when `open_store` raised, and the tutor goes on. Raises `StoreError` for a record of a newer version.
    """
    return Store(read_record(path, survivors, now), now)


def _to_nobody(_: Message) -> None:
    """Where messages go until somebody listens."""


@self_healing
class Store:
    """The record of one workspace; lessons by their key, `course id/lesson id`. Any thread may call.

    `tell` hears, in the thread of the call, when a damaged record has been rebuilt since its opening.
    """

    def __init__(self, database: Database, now: Clock = time.time, reopen: Callable[[], OpenRecord] | None = None) -> None:
        self.tell: Callable[[Message], object] = _to_nobody
        self._database = database
        self._now = now
        self._reopen = reopen
        self._mending = threading.Lock()
        self._to_rebuild: Database | None = None  # a damaged record, closed, which could not be rebuilt yet

    def close(self) -> None:
        self._database.close()

    @property
    def record(self) -> Database:
        """What the methods work on; another one after damage."""
        return self._database

    def mended(self, record: object, error: StoreError) -> bool:
        """Rebuild a damaged record, unless another thread has; whether there is a new one. Raises StoreError."""
        with self._mending:
            if self._database is not record:
                return True
            damaged = error.message.key == "store.damaged" or self._to_rebuild is record
            if self._reopen is None or not damaged:
                return False
            self._to_rebuild = self._database
            self._database.close()
            reopened = self._reopen()
            self._database, self._to_rebuild = reopened.database, None
        for notice in reopened.notices:
            self.tell(notice)
        return True

    @property
    def lasting(self) -> bool:
        """Whether what is kept here outlives the process."""
        return self._database.path is not None

    # Texts

    def keep_text(self, lesson: str, text: str, reason: Reason) -> int:
        """Keep a text in the lesson's history, unless it is already the newest there; its text id."""
        with self._database.writing() as db:
            return tables.save(db, lesson, text, reason, self._now())

    def text(self, text_id: int) -> str | None:
        """The text of an id."""
        return self._first(rows.body, "SELECT body FROM texts WHERE id = ?", text_id)

    def history(self, lesson: str, limit: int | None = 200) -> tuple[SavedText, ...]:
        """The texts kept of a lesson, the newest first; `limit=None` gives all."""
        query = """SELECT savings.*, body FROM savings JOIN texts ON texts.id = text_id
                   WHERE lesson = ? ORDER BY savings.id DESC LIMIT ?"""
        return self._all(rows.saved_text, query, lesson, -1 if limit is None else limit)

    def adopt(self, survivors: Iterable[Survivor]) -> int:
        """Take in files found in the workspace, with their places; how many."""
        return adopt(self._database, survivors, self._now)

    # Files

    def path_of(self, lesson: str) -> str | None:
        """The lesson's file, relative to the workspace with `/`; None before it was created."""
        return self._first(rows.only, "SELECT path FROM lessons WHERE lesson = ?", lesson)

    def fix_path(self, lesson: str, path: str) -> str:
        """Fix the lesson's file for ever, at `path` or beside it if another lesson has that; the path fixed."""
        with self._database.writing() as db:
            tables.touch(db, lesson)
            for candidate in tables.beside(path):
                db.execute("UPDATE OR IGNORE lessons SET path = ? WHERE lesson = ? AND path IS NULL", (candidate, lesson))
                (fixed,) = db.execute("SELECT path FROM lessons WHERE lesson = ?", (lesson,)).fetchone()
                if fixed is not None:
                    return str(fixed)
        raise AssertionError("a free path is always found")

    def stub_of(self, lesson: str) -> str | None:
        """The stub that the learner's file came from, or a later one that the learner has been offered."""
        query = "SELECT body FROM texts JOIN lessons ON texts.id = stub_id WHERE lesson = ?"
        return self._first(rows.body, query, lesson)

    def set_stub(self, lesson: str, stub: str) -> None:
        with self._database.writing() as db:
            tables.touch(db, lesson)
            text_id = tables.intern(db, stub)
            db.execute("UPDATE lessons SET stub_id = ? WHERE lesson = ?", (text_id, lesson))

    # Progress

    def open_lesson(self, lesson: str) -> None:
        """Note that the lesson was opened; only the first time counts."""
        with self._database.writing() as db:
            tables.touch(db, lesson)
            db.execute(
                "UPDATE lessons SET opened_at = coalesce(opened_at, ?) WHERE lesson = ?",
                (self._now(), lesson),
            )

    def record_verdict(self, lesson: str, text: str, verdict: Verdict, lesson_hash: str) -> int:
        """Keep a verdict with its text, and the progress if it passed, at once; the verdict's id."""
        with self._database.writing() as db:
            now = self._now()
            text_id = tables.save(db, lesson, text, Reason.CHECK, now)
            if verdict.passed:
                tables.mark_passed(db, lesson, text_id, now)
            return tables.insert(
                db,
                "verdicts",
                lesson=lesson,
                text_id=text_id,
                outcome=verdict.outcome,
                stage=verdict.stage,
                mistake=verdict.mistake,
                seed=verdict.seed,
                seconds=verdict.seconds,
                lesson_hash=lesson_hash,
                at=now,
                failed=verdict.failed,
            )

    def verdicts(self, lesson: str | None = None, since: float = 0.0) -> tuple[PastVerdict, ...]:
        """The verdicts of one lesson or of all since a time (seconds of the epoch), the oldest first."""
        return self._all(rows.past_verdict, tables.SINCE.format("verdicts"), lesson, lesson, since)

    def progress(self, lesson: str) -> LessonProgress:
        """How far a lesson is; an empty value for one that was never opened."""
        return self._first(rows.progress, f"{tables.PROGRESS} WHERE lesson = ?", lesson) or LessonProgress(lesson)

    def all_progress(self) -> dict[str, LessonProgress]:
        """How far every lesson is that was ever opened, by lesson key."""
        return {value.lesson: value for value in self._all(rows.progress, tables.PROGRESS)}

    def passed_text(self, lesson: str) -> str | None:
        """The last text that passed: what `mine` offers to later lessons."""
        query = "SELECT body FROM texts JOIN lessons ON texts.id = passed_text_id WHERE lesson = ?"
        return self._first(rows.body, query, lesson)

    # What the learner did beside the code

    def take_hint(self, lesson: str, number: int) -> None:
        with self._database.writing() as db:
            db.execute("INSERT OR IGNORE INTO hints VALUES (?, ?, ?)", (lesson, number, self._now()))

    def hints(self, lesson: str) -> tuple[int, ...]:
        """The numbers of the hints taken."""
        return self._all(rows.only, "SELECT number FROM hints WHERE lesson = ? ORDER BY number", lesson)

    def take_nudge(self, lesson: str, mistake: str) -> None:
        """Note that a mistake's own hint was looked at."""
        with self._database.writing() as db:
            db.execute("INSERT OR IGNORE INTO nudges VALUES (?, ?, ?)", (lesson, mistake, self._now()))

    def nudges(self, lesson: str) -> tuple[str, ...]:
        """The mistakes whose own hint was looked at."""
        return self._all(rows.nudge, "SELECT mistake, at FROM nudges WHERE lesson = ? ORDER BY at, mistake", lesson)

    def answer_quiz(self, lesson: str, quiz: str, answer: str, correct: bool) -> None:
        with self._database.writing() as db:
            answer, at = storable(answer), self._now()
            tables.insert(db, "quiz_answers", lesson=lesson, quiz=quiz, answer=answer, correct=correct, at=at)

    def quiz_answers(self, lesson: str) -> tuple[QuizAnswer, ...]:
        """Every answer given, the oldest first."""
        return self._all(rows.quiz_answer, "SELECT * FROM quiz_answers WHERE lesson = ? ORDER BY id", lesson)

    def answer_drill(self, kind: str, exercise: str, level: int, answer: str, correct: bool) -> None:
        given = {"kind": kind, "exercise": exercise, "level": level, "answer": storable(answer), "correct": correct}
        with self._database.writing() as db:
            tables.insert(db, "drill_answers", **given, at=self._now())

    def drill_answers(self) -> tuple[DrillAnswer, ...]:
        """Every answer given in drills, the oldest first."""
        return self._all(rows.drill_answer, "SELECT * FROM drill_answers ORDER BY id")

    def add_note(self, lesson: str, text: str) -> int:
        with self._database.writing() as db:
            return tables.insert(db, "notes", lesson=lesson, text=storable(text), at=self._now())

    def notes(self, lesson: str | None = None, since: float = 0.0) -> tuple[LearnerNote, ...]:
        """The notes of one lesson or of all, the oldest first."""
        return self._all(rows.note, tables.SINCE.format("notes"), lesson, lesson, since)

    def set_bookmark(self, bookmark: Bookmark) -> None:
        """Note where the learner is."""
        with self._database.writing() as db:
            values = (bookmark.lesson, bookmark.step, bookmark.line, bookmark.column, self._now())
            db.execute("INSERT OR REPLACE INTO bookmarks VALUES (?, ?, ?, ?, ?)", values)

    def bookmark(self, lesson: str | None = None) -> Bookmark | None:
        """Where the learner left off in a lesson, or last of all."""
        query = """SELECT * FROM bookmarks WHERE ? IS NULL OR lesson = ? ORDER BY at DESC, rowid DESC LIMIT 1"""
        return self._first(rows.bookmark, query, lesson, lesson)

    # Experiments

    def start_lab(self, lesson: str, settings: Mapping[str, Any]) -> int:
        """Note that an experiment started; the run's id. Settings and facts are JSON values."""
        chosen = json.dumps(dict(settings))
        with self._database.writing() as db:
            return tables.insert(db, "lab_runs", lesson=lesson, settings=chosen, started_at=self._now())

    def note_frame(self, run: int, facts: Mapping[str, Any], checkpoint: str | None = None) -> None:
        """Keep the facts of a run's newest frame, and the file of its parameters if there is a new one."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE lab_runs SET facts = ?, checkpoint = coalesce(?, checkpoint) WHERE id = ?",
                (json.dumps(dict(facts)), checkpoint, run),
            )

    def end_lab(self, run: int) -> None:
        with self._database.writing() as db:
            db.execute("UPDATE lab_runs SET ended_at = ? WHERE id = ?", (self._now(), run))

    def lab_runs(self, lesson: str | None = None) -> tuple[LabRun, ...]:
        """The runs of a lesson or of all, the newest first."""
        query = "SELECT * FROM lab_runs WHERE ? IS NULL OR lesson = ? ORDER BY id DESC"
        return self._all(rows.lab_run, query, lesson, lesson)

    def _all(self, make: Callable[[sqlite3.Row], T], query: str, *values: Cell) -> tuple[T, ...]:
        return tuple(self._database.read(make, query, *values))

    def _first(self, make: Callable[[sqlite3.Row], T], query: str, *values: Cell) -> T | None:
        found = self._database.read(make, query, *values)
        return found[0] if found else None
