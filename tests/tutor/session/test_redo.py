"""A passed lesson, done again from blank."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tutor.model import Message, Outcome, Verdict
from tutor.session.context import LearnerContext, open_learner
from tutor.session.redo import clock, from_blank, rounds
from tutor.storage.records import PastVerdict, Reason
from tutor.storage.store import Store

LESSON = "and-gate"


def at(minute: float) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)


def judged(minute: float, text: int, outcome: Outcome = Outcome.PASSED) -> PastVerdict:
    return PastVerdict(0, "c/l", text, outcome, None, None, 0, 0.1, "h", at(minute))


def test_a_round_is_from_a_reset_to_the_next_pass() -> None:
    verdicts = [judged(5, 1), judged(20, 2, Outcome.WRONG), judged(23, 3), judged(44, 4)]
    done = rounds([at(19), at(40)], verdicts)
    assert [clock(time) for time in done.times] == ["4:00", "4:00"]
    assert done.best == timedelta(minutes=4)
    assert done.just_ended


def test_a_reset_before_the_first_pass_begins_no_round() -> None:
    assert rounds([at(1)], [judged(5, 1)]).times == rounds([at(1)], []).times == ()


def test_a_text_brought_back_from_the_history_ends_no_round() -> None:
    assert rounds([at(10)], [judged(5, 1), judged(11, 1)]).times == ()
    assert len(rounds([at(10)], [judged(5, 1), judged(11, 1), judged(14, 2)]).times) == 1


def test_a_round_that_was_given_up_for_another_has_no_time() -> None:
    done = rounds([at(10), at(30)], [judged(5, 1), judged(32, 2), judged(40, 3)])
    assert done.times == (timedelta(minutes=2),)
    assert not done.just_ended


def learner(tmp_path: Path) -> LearnerContext:
    return open_learner(workspace=str(tmp_path / "work"), environ={"GRADLINGS_CONFIG": str(tmp_path / "none.toml")})


def test_what_passed_is_kept_and_the_pass_stays(tmp_path: Path) -> None:
    mine = learner(tmp_path)
    mine.open_lesson(LESSON)
    verdict = Verdict(LESSON, Outcome.PASSED, None, Message("passed"), 0)
    mine.remember(mine.lesson(LESSON), "# passed\n", verdict)
    mine.workspace.save(mine.path_of(LESSON), "# later\n")
    from_blank(mine, LESSON)
    kept = [(one.text, one.reason) for one in mine.store.history(mine.key(LESSON))]
    assert {("# passed\n", Reason.CHECK), ("# later\n", Reason.RESET)} <= set(kept)
    assert mine.path_of(LESSON).read_text() == mine.catalog.text(LESSON, "stub.py")
    assert mine.progress()[LESSON].passed
    assert mine.store.passed_text(mine.key(LESSON)) == "# passed\n"
    mine.store.close()


def test_where_the_history_does_not_last_what_passed_and_what_came_later_are_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "lasting", False)
    mine = learner(tmp_path)
    mine.open_lesson(LESSON)
    mine.remember(mine.lesson(LESSON), "# passed\n", Verdict(LESSON, Outcome.PASSED, None, Message("passed"), 0))
    mine.workspace.save(mine.path_of(LESSON), "# later\n")
    from_blank(mine, LESSON)
    assert {copy.read_text() for copy in mine.workspace.asides.iterdir()} == {"# passed\n", "# later\n"}
    mine.store.close()
