"""What the tutor remembers about a learner: the frozen values that the store takes in and gives out.

A lesson is named everywhere by its key, `course id/lesson id`. Times are aware datetimes in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from tutor.model import Outcome, Stage


class Reason(StrEnum):
    """Why a text was kept."""

    TYPED = "typed"
    EXTERNAL = "external"
    RESET = "reset"
    CHECK = "check"


class SavedText(NamedTuple):
    """One text of a lesson's file as it stood at one time. `text_id` is equal for equal texts."""

    id: int
    lesson: str
    text_id: int
    text: str
    reason: Reason
    saved_at: datetime


class PastVerdict(NamedTuple):
    """What one check came to. `stage` is None when it passed, `mistake` None when none was named. `failed`: the name of the
    first value that was off; None where there is none, and for verdicts of before that was kept."""

    id: int
    lesson: str
    text_id: int
    outcome: Outcome
    stage: Stage | None
    mistake: str | None
    seed: int
    seconds: float
    lesson_hash: str
    judged_at: datetime
    failed: str | None = None


class LessonProgress(NamedTuple):
    """How far one lesson is. `passed_at` is the first pass; `passed_text_id` the last text that passed."""

    lesson: str
    path: str | None = None
    opened_at: datetime | None = None
    passed_at: datetime | None = None
    passed_text_id: int | None = None
    hints: tuple[int, ...] = ()

    @property
    def passed(self) -> bool:
        return self.passed_at is not None


class QuizAnswer(NamedTuple):
    """One answer given to the question `quiz` of a lesson."""

    lesson: str
    quiz: str
    answer: str
    correct: bool
    answered_at: datetime


class DrillAnswer(NamedTuple):
    """One answer in a drill. `exercise`: what kind of exercise of its kind; `level` counts from 1."""

    kind: str
    exercise: str
    level: int
    answer: str
    correct: bool
    answered_at: datetime


class LearnerNote(NamedTuple):
    """A note that the learner wrote beside a lesson."""

    id: int
    lesson: str
    text: str
    written_at: datetime


class LabRun(NamedTuple):
    """One run of an experiment; `facts` are those of its last frame, `checkpoint` a file of parameters."""

    id: int
    lesson: str
    settings: Mapping[str, Any] = {}
    started_at: datetime = datetime.min
    ended_at: datetime | None = None
    facts: Mapping[str, Any] = {}
    checkpoint: str | None = None


class Bookmark(NamedTuple):
    """Where the learner left off. The cursor's line counts from 1, its column from 0."""

    lesson: str
    step: str | None = None
    line: int = 1
    column: int = 0

    @property
    def moved(self) -> bool:
        """Whether a cursor has left the beginning: the command line and the placement know of none."""
        return (self.line, self.column) != (1, 0)


class Survivor(NamedTuple):
    """A learner's file found in the workspace, from which a lost record is built anew."""

    lesson: str
    path: str
    text: str


class Keeper(Protocol):
    """What a workspace asks of the store: where a lesson's file is, the stub it came from, and its history, and whether all
    that outlives the process."""

    @property
    def lasting(self) -> bool: ...

    def path_of(self, lesson: str) -> str | None: ...

    def fix_path(self, lesson: str, path: str) -> str: ...

    def stub_of(self, lesson: str) -> str | None: ...

    def set_stub(self, lesson: str, stub: str) -> None: ...

    def keep_text(self, lesson: str, text: str, reason: Reason) -> int: ...
