"""Rounds from blank of one lesson while it is on screen: when one ends, the learner hears of it."""

from __future__ import annotations

import asyncio

from tutor.model import Message, Verdict
from tutor.session.redo import Rounds, clock, rounds_of
from tutor.ui.record import LessonRecord
from tutor.ui.telling import telling


class RedoRounds:
    """`begin` when the stub is put back, `judge` for what is shown of each check."""

    def __init__(self, record: LessonRecord) -> None:
        self._record = record
        self._may_end = True  # a round of an earlier visit may be under way
        self._last_pass: Verdict | None = None

    def begin(self) -> None:
        self._may_end = True

    def count(self) -> Rounds:
        """How often, and how fast; nothing where the record cannot be read."""
        with telling(self._record.tell, "warning"):
            return rounds_of(self._record.learner, self._record.facts.id)
        return Rounds()

    def judge(self, verdict: Verdict | None) -> None:
        """A verdict is shown; in a moment it is in the record too."""
        if self._may_end and verdict and verdict.passed and verdict is not self._last_pass:
            self._last_pass = verdict
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        self._may_end = False  # until it is begun again
        done = self.count()
        if done.just_ended:
            self._record.tell(Message("redo.done", {"time": clock(done.times[-1]), "so_far": done.message}))
