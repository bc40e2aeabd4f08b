"""The runner carries out what a session decides; here on a real workspace, with verdicts made up."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import replace
from inspect import getsource
from pathlib import Path
from typing import Any

import pytest

from tests.busy import busy
from tests.present import present
from tests.waiting import until
from tutor.errors import StoreError, WorkspaceError
from tutor.model import Lesson, Message, Outcome, Stage, Verdict
from tutor.session import events as e
from tutor.session.context import LearnerContext, open_learner
from tutor.session.runner import Runner
from tutor.session.update import Session

LESSON = "affine-layer"


class Judge:
    """Stands in for the workers, which the tests of the screens use: answers at once, or only when let go."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.stopped = 0
        self.hold = False
        self.outcome = Outcome.PASSED

    async def check(self, lesson: Lesson, text: str, *, seed: int, **_: Any) -> Verdict:
        self.texts.append(text)
        try:
            await until(lambda: not self.hold, "let go")
        except asyncio.CancelledError:
            self.stopped += 1
            raise
        return Verdict(lesson.id, self.outcome, None, Message("said"), seed)

    async def explain(self, _lesson: Lesson, _text: str, found: Verdict, _mine: object) -> Verdict:
        return found


class Desk:
    def __init__(self, learner: LearnerContext) -> None:
        self.learner = learner
        self.file = learner.open_lesson(LESSON)
        self.judge = Judge()
        self.shown: list[Session] = []
        self.asked: list[e.Effect] = []
        self.runner = Runner(
            learner, self._judge, Session(LESSON, self.file.text, seed=1), self.file.path,
            show=self.shown.append, face=self.asked.append,
        )  # fmt: skip

    def _judge(self) -> asyncio.Future[Any]:
        judge: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        judge.set_result(self.judge)
        return judge

    async def until(self, condition: Callable[[], object]) -> None:
        await until(condition, getsource(condition).strip())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    learner = open_learner(
        workspace=str(tmp_path / "work"), environ={"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    )
    return Desk(replace(learner, settings=replace(learner.settings, typing_pause_ms=20)))


async def test_after_a_pause_the_text_is_on_disk_before_it_runs(desk: Desk) -> None:
    desk.runner.happen(e.Edited("new", 1))
    await desk.until(lambda: desk.runner.state.passed)
    assert desk.file.path.read_text("utf-8") == "new"
    assert desk.judge.texts == ["new"]
    assert desk.learner.progress()[LESSON].passed
    assert e.Celebrate in map(type, desk.asked)


@pytest.mark.parametrize("error", [OSError("no room"), RuntimeError("no room"), WorkspaceError(Message("no room"))])
async def test_a_check_that_cannot_be_run_says_so(desk: Desk, error: Exception) -> None:
    async def check(*_: Any, **__: Any) -> Verdict:
        raise error

    desk.judge.check = check  # type: ignore[method-assign]
    desk.runner.happen(e.Opened())
    await desk.until(lambda: desk.runner.state.trouble)
    assert "no room" in str(desk.runner.state.trouble)
    assert desk.runner.state.checking is None


async def test_a_verdict_is_shown_before_its_reason_is_found(desk: Desk) -> None:
    plain = Verdict(LESSON, Outcome.WRONG, None, Message("forward.differs"), 1)
    found = asyncio.Event()

    async def check(*_: Any, **__: Any) -> Verdict:
        return plain

    async def explain(*_: Any) -> Verdict:
        await found.wait()
        return plain._replace(message=Message("mended"))

    desk.judge.check, desk.judge.explain = check, explain  # type: ignore[method-assign, assignment]
    desk.runner.happen(e.Opened())
    await desk.until(lambda: desk.runner.state.verdict == plain and desk.runner.state.checking is None)
    found.set()
    await desk.until(lambda: desk.runner.state.verdict and desk.runner.state.verdict.message.key == "mended")


async def test_of_quick_edits_only_the_last_is_checked(desk: Desk) -> None:
    for text in ("a", "ab", "abc"):
        desk.runner.happen(e.Edited(text, 1))
    await desk.until(lambda: desk.runner.state.passed)
    assert desk.judge.texts == ["abc"]


async def test_an_edit_stops_the_check_of_the_older_text(desk: Desk) -> None:
    desk.judge.hold = True
    desk.runner.happen(e.Opened())
    await desk.until(lambda: desk.judge.texts)
    desk.runner.happen(e.Edited("newer", 1))
    await desk.until(lambda: desk.judge.stopped)
    desk.judge.hold = False
    await desk.until(lambda: desk.runner.state.passed)
    assert desk.judge.texts[-1] == "newer"


async def test_a_check_that_takes_long_is_said_to_be_still_running(desk: Desk) -> None:
    desk.judge.hold = True
    desk.runner.happen(e.Opened())
    await desk.until(lambda: desk.runner.state.slow)
    desk.judge.hold = False
    await desk.until(lambda: not desk.runner.state.slow)


async def test_closing_writes_what_no_pause_has_saved_yet(desk: Desk) -> None:
    desk.runner.happen(e.Edited("at the last moment", 1))
    await desk.runner.close()
    assert desk.file.path.read_text("utf-8") == "at the last moment"
    assert not desk.runner.state.dirty


async def test_after_the_end_nothing_is_checked_or_shown_any_more(desk: Desk) -> None:
    desk.judge.hold = True
    desk.runner.happen(e.Opened())
    await desk.until(lambda: desk.judge.texts)
    desk.runner.happen(e.Edited("at the last moment", 1))
    desk.runner.end()
    assert desk.file.path.read_text("utf-8") == "at the last moment"
    desk.shown.clear()
    desk.runner.happen(e.Paused(desk.runner.state.revision))
    desk.runner.happen(e.Saved(desk.runner.state.revision, check=True))
    await desk.until(lambda: desk.judge.stopped)
    assert not desk.runner.waiting
    assert len(desk.judge.texts) == 1
    assert desk.shown == []


async def test_a_save_whose_turn_comes_only_after_the_end_replaces_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = asyncio.Event()

    async def late(write: Callable[..., Any], *given: Any) -> Any:
        await free.wait()
        return write(*given)

    monkeypatch.setattr("tutor.session.runner.asyncio.to_thread", late)
    desk.runner.happen(e.Edited("older", 1))
    await desk.until(lambda: desk.runner.writing)
    desk.runner.happen(e.Edited("newer", 1))
    desk.runner.end()
    free.set()
    await present(desk.runner.writing)
    assert desk.file.path.read_text("utf-8") == "newer"


async def test_a_text_that_cannot_be_saved_is_checked_all_the_same_and_stays_unsaved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WorkspaceError(Message("workspace.full", {"place": "x", "fault": "y"}))

    monkeypatch.setattr(type(desk.learner.workspace), "save", full)
    desk.runner.happen(e.Edited("new", 1))
    await desk.until(lambda: desk.runner.state.passed)
    assert desk.runner.state.dirty
    assert any(isinstance(effect, e.Tell) and effect.message.key == "workspace.full" for effect in desk.asked)


def unwritable(*_: object) -> None:
    raise WorkspaceError(Message("workspace.denied", {"place": "x"}))


async def test_a_text_that_cannot_be_saved_is_in_the_history(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(desk.learner.workspace), "save", unwritable)
    desk.runner.happen(e.Edited("new", 1))
    await desk.until(lambda: desk.runner.state.passed)
    assert "new" in [kept.text for kept in desk.learner.store.history(desk.learner.key(LESSON))]


async def test_a_text_that_cannot_be_saved_at_the_end_has_one_copy_elsewhere(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(type(desk.learner.workspace), "save", unwritable)
    desk.runner.happen(e.Edited("at the last moment", 1))
    await desk.runner.close()
    desk.runner.save_now()
    (copy,) = tmp_path.glob("gradlings-rescued-*-affine_layer.py")
    assert copy.read_text("utf-8") == "at the last moment"
    told = [effect.message.facts.get("copy") for effect in desk.asked if isinstance(effect, e.Tell)]
    assert str(copy) in told


async def test_a_text_that_can_be_kept_nowhere_is_told_as_lost(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    monkeypatch.setattr(type(desk.learner.workspace), "save", unwritable)
    desk.runner.happen(e.Edited("at the last moment", 1))
    await desk.runner.close()
    assert any(isinstance(effect, e.Tell) and effect.message.key == "workspace.lost" for effect in desk.asked)


async def test_workers_that_cannot_start_are_told_and_not_fatal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: Any, **__: Any) -> Verdict:
        raise RuntimeError("no process")

    monkeypatch.setattr(desk.judge, "check", fail)
    desk.runner.happen(e.Opened())
    await desk.until(lambda: desk.runner.state.trouble)
    assert desk.runner.state.trouble == Message("session.check-failed", {"why": "no process"})


async def test_a_fault_of_gradlings_itself_is_told_as_one_and_not_waited_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> Verdict:
        raise KeyError("y[0]")

    monkeypatch.setattr(desk.judge, "check", fail)
    desk.runner.happen(e.Opened())
    await desk.until(lambda: desk.runner.state.trouble)
    assert desk.runner.state.trouble == Message("session.own-fault", {"type": "KeyError", "why": "'y[0]'"})
    assert desk.runner.state.checking is None


async def test_a_text_from_another_program_is_shown_and_kept_in_the_history(desk: Desk) -> None:
    desk.runner.happen(e.ChangedOutside("theirs"))
    assert e.ShowText("theirs") in desk.asked
    assert "theirs" in [kept.text for kept in desk.learner.store.history(desk.learner.key(LESSON))]


def draft(desk: Desk) -> str | None:
    found = desk.learner.workspace.drafts.find(desk.file.path)
    return found.text if found else None


async def test_typing_without_a_pause_is_on_disk_beside_its_file_until_the_file_has_it(desk: Desk) -> None:
    """No pause ever ends here: it is far longer than the test."""
    desk.runner.follow(replace(desk.learner, settings=replace(desk.learner.settings, typing_pause_ms=600_000)))
    before = desk.file.path.read_text("utf-8")
    for text in ("a", "ab", "abc"):
        desk.runner.happen(e.Edited(text, 1))
    await desk.until(lambda: draft(desk) == "abc")
    assert desk.file.path.read_text("utf-8") == before
    assert "abc" not in [kept.text for kept in desk.learner.store.history(desk.learner.key(LESSON))]
    desk.runner.happen(e.Asked())
    await desk.until(lambda: desk.runner.state.passed)
    assert desk.file.path.read_text("utf-8") == "abc"
    assert draft(desk) is None


@pytest.mark.parametrize("ending", ["close", "end"])
async def test_no_draft_is_left_by_a_tutor_that_ends_in_order(desk: Desk, ending: str) -> None:
    desk.learner.workspace.drafts.keep(desk.file.path, "older")
    desk.runner.happen(e.Edited("at the last moment", 1))
    await desk.runner.close() if ending == "close" else desk.runner.end()
    assert draft(desk) is None


async def test_what_its_file_does_not_take_at_the_end_is_offered_at_the_next_start(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(type(desk.learner.workspace), "save", unwritable)
        desk.runner.happen(e.Edited("at the last moment", 1))
        await desk.runner.close()
    again = desk.learner.open_lesson(LESSON)
    assert again.draft is not None
    assert again.draft.text == "at the last moment"


async def test_a_write_that_waits_for_its_turn_replaces_nothing_newer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text was saved at once meanwhile, as for the learner's own editor."""
    free = asyncio.Event()

    async def late(write: Callable[..., Any], *given: Any) -> Any:
        await free.wait()
        return write(*given)

    monkeypatch.setattr("tutor.session.runner.asyncio.to_thread", late)
    desk.runner.happen(e.Edited("older", 1))
    desk.runner.happen(e.DraftDue())
    desk.runner.happen(e.Hesitated(1))
    desk.runner.happen(e.Edited("newer", 1))
    desk.runner.save_now()
    free.set()
    await present(desk.runner.writing)
    assert desk.file.path.read_text("utf-8") == "newer"
    assert draft(desk) is None


async def test_a_lesson_that_stays_open_after_it_was_closed_keeps_drafts_again(desk: Desk) -> None:
    desk.runner.follow(replace(desk.learner, settings=replace(desk.learner.settings, typing_pause_ms=600_000)))
    desk.runner.happen(e.Edited("a", 1))
    await desk.runner.close()
    desk.runner.happen(e.Edited("ab", 1))
    await desk.until(lambda: draft(desk) == "ab")


async def test_a_draft_that_another_program_made_old_is_not_offered(desk: Desk) -> None:
    desk.runner.happen(e.Edited("mine", 1))
    desk.runner.happen(e.DraftDue())
    desk.runner.happen(e.ChangedOutside("theirs"))
    await present(desk.runner.writing)
    assert draft(desk) is None


async def test_a_disk_that_takes_no_draft_is_told_of_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.storage.drafts.Drafts.keep", unwritable)
    desk.runner.follow(replace(desk.learner, settings=replace(desk.learner.settings, typing_pause_ms=600_000)))
    for text in ("a", "ab"):
        desk.runner.happen(e.Edited(text, 1))
        desk.runner.happen(e.DraftDue())
        await present(desk.runner.writing)
    told = [effect for effect in desk.asked if isinstance(effect, e.Tell)]
    assert [effect.message.key for effect in told] == ["workspace.denied"]


async def test_a_key_that_comes_after_the_pause_has_run_out_does_not_cancel_its_save(desk: Desk) -> None:
    """The loop was busy from before the end of the pause until after the next key: both come to their turn at once."""
    now = asyncio.get_running_loop().time()
    desk.runner.typed("a", 1, now - 0.05)
    desk.runner.typed("ab", 1, now - 0.02)
    await desk.until(lambda: desk.runner.state.passed)
    kept = [saved.text for saved in desk.learner.store.history(desk.learner.key(LESSON))]
    assert "a" in kept
    assert desk.judge.texts == ["ab"]


async def test_a_key_within_the_pause_begins_it_anew(desk: Desk) -> None:
    now = asyncio.get_running_loop().time()
    desk.runner.typed("a", 1, now - 0.006)
    desk.runner.typed("ab", 1, now - 0.003)
    await desk.until(lambda: desk.runner.state.passed)
    assert "a" not in [saved.text for saved in desk.learner.store.history(desk.learner.key(LESSON))]


async def test_typing_that_another_program_replaces_is_in_the_history_and_said_to_be(desk: Desk) -> None:
    desk.runner.happen(e.Edited("mine", 1))
    desk.runner.happen(e.ChangedOutside("theirs"))
    kept = [saved.text for saved in desk.learner.store.history(desk.learner.key(LESSON))]
    assert kept[:2] == ["theirs", "mine"]
    assert e.Tell(Message("session.changed-outside-unsaved", {"where": Message("kept.history")})) in desk.asked


async def test_where_the_history_does_not_last_replaced_typing_is_put_aside_and_its_place_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(desk.learner.store), "lasting", False)
    desk.runner.happen(e.Edited("mine", 1))
    desk.runner.happen(e.ChangedOutside("theirs"))
    asides = desk.learner.workspace.asides
    (copy,) = asides.iterdir()
    assert copy.read_text("utf-8") == "mine"
    where = Message("kept.aside", {"folder": str(asides)})
    assert e.Tell(Message("session.changed-outside-unsaved", {"where": where})) in desk.asked


async def test_typing_that_nothing_takes_keeps_its_draft(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError(Message("store.full", {"place": "x", "fault": "y"}))

    desk.runner.happen(e.Edited("mine", 1))
    desk.learner.workspace.drafts.keep(desk.file.path, "mine")
    desk.learner.workspace.asides.write_text("no folder", "utf-8")
    monkeypatch.setattr(type(desk.learner.store), "keep_text", full)
    desk.runner.happen(e.ChangedOutside("theirs"))
    await desk.runner.close()
    assert e.Tell(Message("session.changed-outside")) in desk.asked
    assert present(desk.learner.workspace.drafts.find(desk.file.path)).text == "mine"


async def test_typing_that_neither_file_nor_history_takes_is_put_aside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError(Message("store.full", {"place": "x", "fault": "y"}))

    monkeypatch.setattr(type(desk.learner.store), "keep_text", full)
    desk.runner.happen(e.Edited("mine", 1))
    desk.runner.happen(e.ChangedOutside("theirs"))
    (copy,) = (desk.learner.workspace.root / ".gradlings" / "aside").iterdir()
    assert copy.read_text("utf-8") == "mine"


async def test_what_a_save_found_and_put_aside_is_said(desk: Desk) -> None:
    """Another program's text that nobody has read yet."""
    desk.file.path.write_text("theirs", "utf-8")
    desk.runner.happen(e.Edited("mine", 1))
    await desk.until(lambda: desk.runner.state.passed)
    told = [effect.message.key for effect in desk.asked if isinstance(effect, e.Tell)]
    assert "workspace.put-aside" in told


async def test_a_change_that_a_save_was_written_over_is_on_the_disk_again(desk: Desk) -> None:
    """The watcher had read theirs, so that the save that was under way took it for known."""
    desk.runner.happen(e.Edited("mine", 1))
    desk.runner.happen(e.Paused(1))
    desk.runner.happen(e.ChangedOutside("theirs"))
    await desk.until(lambda: desk.runner.state.passed)
    assert desk.file.path.read_text("utf-8") == desk.runner.state.text == "theirs"


async def test_red_waits_for_the_whole_typing_pause_and_a_pass_does_not(desk: Desk) -> None:
    desk.runner.follow(replace(desk.learner, settings=replace(desk.learner.settings, typing_pause_ms=3_000)))
    began = asyncio.get_running_loop().time()
    desk.judge.outcome = Outcome.WRONG
    desk.runner.typed("wrong", 1, began - 1.2)
    await desk.until(lambda: desk.runner.state.held)
    assert desk.runner.state.verdict is None
    desk.judge.outcome = Outcome.PASSED
    desk.runner.typed("right", 1, asyncio.get_running_loop().time() - 1.2)
    await desk.until(lambda: desk.runner.state.passed)
    assert desk.runner.waiting
    assert [shown.verdict.outcome for shown in desk.shown if shown.verdict] == [Outcome.PASSED]


async def test_a_reason_for_which_the_record_cannot_be_read_leaves_the_verdict_as_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LearnerContext, "mine", busy)
    desk.runner.state = replace(desk.runner.state, checking=0)
    found = Verdict(LESSON, Outcome.WRONG, Stage.FORWARD, Message("forward.differs"), 1)
    desk.runner.happen(e.Judged(0, found))
    assert desk.runner.state.explaining is not None
    await desk.until(lambda: desk.runner.state.explaining is None)
    assert desk.runner.state.verdict == found
