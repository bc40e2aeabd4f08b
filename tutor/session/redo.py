"""A lesson done again from blank: what was passed is kept, the file is the stub again, the pass stays.

How often, and how fast, is told from the record: each reset after the first pass begins a round, which ends with the next
pass, unless that text had passed before. Only the learner is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tutor.model import Message
from tutor.session.context import LearnerContext
from tutor.storage.records import PastVerdict, Reason
from tutor.storage.workspace import SaveResult


class Rounds(NamedTuple):
    """How long each round took that ended with a pass, the last one last. `just_ended`: by the newest verdict of all."""

    times: tuple[timedelta, ...] = ()
    just_ended: bool = False

    @property
    def best(self) -> timedelta | None:
        return min(self.times, default=None)

    @property
    def message(self) -> Message:
        """What there is to tell of them."""
        if self.best is None:
            return Message("redo.first")
        return Message("redo.so-far", {"times": len(self.times), "best": clock(self.best)})


def clock(time: timedelta) -> str:
    """Minutes and seconds, `4:05`."""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def rounds(resets: Sequence[datetime], verdicts: Sequence[PastVerdict]) -> Rounds:
    """The rounds of a lesson. Both the oldest first."""
    passes = [one.judged_at for one in _new_passes(verdicts)]
    begun = [at for at in resets if passes and at >= passes[0]]
    ends = [(at, _ended(at, until, passes)) for at, until in zip(begun, [*begun[1:], _NEVER], strict=False)]
    done = [(at, ended) for at, ended in ends if ended]
    return Rounds(tuple(ended - at for at, ended in done), bool(done) and done[-1][1] == verdicts[-1].judged_at)


def _ended(at: datetime, until: datetime, passes: Sequence[datetime]) -> datetime | None:
    """The first pass in a round."""
    return next((passed for passed in passes if at < passed <= until), None)


_NEVER = datetime.max.replace(tzinfo=UTC)


def _new_passes(verdicts: Sequence[PastVerdict]) -> list[PastVerdict]:
    """The first pass of each text: one that is brought back from the history was not written again."""
    first: dict[int, PastVerdict] = {}
    for one in verdicts:
        if one.outcome == "passed":
            first.setdefault(one.text_id, one)
    return list(first.values())


def rounds_of(learner: LearnerContext, lesson: str) -> Rounds:
    """What the record tells of a lesson."""
    key = learner.key(lesson)
    kept = learner.store.history(key, limit=None)
    resets = [saved.saved_at for saved in reversed(kept) if saved.reason is Reason.RESET]
    return rounds(resets, learner.store.verdicts(key))


def from_blank(learner: LearnerContext, lesson: str) -> SaveResult:
    """The stub again, with what passed and what is in the file now kept first. The pass stays.

    Raises WorkspaceError, StoreError, and leaves the file alone then.
    """
    key, passed = learner.key(lesson), learner.store.passed_text(learner.key(lesson))
    kept = {saved.text for saved in learner.store.history(key, limit=None)} if learner.store.lasting else set()
    if passed is not None and passed not in kept:
        learner.keep_replaced(lesson, passed, Reason.CHECK)
    return learner.workspace.reset(key, learner.path_of(lesson), learner.stub(lesson), learner.store)
