"""What is typed and not in its file yet outlives the process, is offered once, and is never put there unasked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.errors import StoreError, WorkspaceError
from tutor.model import Message
from tutor.session.context import LearnerContext, open_learner
from tutor.storage.records import Reason
from tutor.storage.store import Store
from tutor.storage.workspace import Workspace

LESSON = "affine-layer"


@pytest.fixture
def learner(tmp_path: Path) -> LearnerContext:
    return open_learner(workspace=str(tmp_path / "work"), environ={"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)})


def kept(learner: LearnerContext) -> list[str]:
    return [saved.text for saved in learner.store.history(learner.key(LESSON))]


def typed(learner: LearnerContext, text: str, seconds_later: float = 1) -> Path:
    """A draft of the lesson, as a killed tutor leaves it."""
    path = learner.open_lesson(LESSON).path
    learner.workspace.drafts.keep(path, text)
    at = path.stat().st_mtime + seconds_later
    os.utime(learner.workspace.drafts.place(path), (at, at))
    return path


def test_a_draft_newer_than_its_file_is_offered_and_both_are_in_the_history(learner: LearnerContext) -> None:
    path = typed(learner, "typed")
    path.write_text("saved", "utf-8")
    os.utime(path, (0, 0))
    opened = learner.open_lesson(LESSON)
    assert opened.draft is not None
    assert (opened.text, opened.draft.text) == ("saved", "typed")
    assert {"saved", "typed"} <= set(kept(learner))
    assert path.read_text("utf-8") == "saved"


def test_an_offer_that_nobody_answers_is_made_again_and_kept_once(learner: LearnerContext) -> None:
    typed(learner, "typed")
    learner.open_lesson(LESSON)
    assert learner.open_lesson(LESSON).draft is not None
    assert kept(learner).count("typed") == 1


def test_a_draft_older_than_its_file_is_kept_in_the_history_and_said_once(learner: LearnerContext) -> None:
    typed(learner, "typed", seconds_later=-10)
    opened = learner.open_lesson(LESSON)
    assert opened.draft is None
    assert "workspace.draft-kept" in [notice.key for notice in opened.notices]
    assert "typed" in kept(learner)
    assert learner.open_lesson(LESSON).notices == ()


def test_a_draft_that_its_file_holds_is_not_offered(learner: LearnerContext) -> None:
    path = typed(learner, "typed")
    path.write_text("typed", "utf-8")
    os.utime(path, (0, 0))
    assert learner.open_lesson(LESSON).draft is None


def test_a_draft_whose_file_is_gone_is_offered(learner: LearnerContext) -> None:
    typed(learner, "typed").unlink()
    opened = learner.open_lesson(LESSON)
    assert opened.created
    assert opened.draft is not None


def test_where_the_history_does_not_last_a_draft_has_a_copy_of_its_own(
    learner: LearnerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(learner, "typed")
    monkeypatch.setattr(Store, "lasting", False)
    learner.open_lesson(LESSON)
    (copy,) = learner.workspace.asides.iterdir()
    assert copy.read_text("utf-8") == "typed"


def test_a_draft_that_only_a_history_that_does_not_last_has_is_put_aside(
    learner: LearnerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(learner, "typed")
    learner.keep(LESSON, "typed", Reason.TYPED)
    monkeypatch.setattr(Store, "lasting", False)
    learner.open_lesson(LESSON)
    assert [copy.read_text("utf-8") for copy in learner.workspace.asides.iterdir()] == ["typed"]


def test_a_draft_is_whole_or_as_it_was(learner: LearnerContext, monkeypatch: pytest.MonkeyPatch) -> None:
    path = typed(learner, "typed")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tutor.storage.files.os.replace", full)
    with pytest.raises(WorkspaceError) as fault:
        learner.workspace.drafts.keep(path, "typed on")
    assert fault.value.message.key == "workspace.full"
    found = learner.workspace.drafts.find(path)
    assert found is not None
    assert found.text == "typed"


def test_only_the_draft_that_is_refused_goes(learner: LearnerContext) -> None:
    path = typed(learner, "typed on meanwhile")
    learner.workspace.drafts.drop(path, "typed")
    assert learner.workspace.drafts.find(path) is not None
    learner.workspace.drafts.drop(path, "typed on meanwhile")
    assert learner.workspace.drafts.find(path) is None


def test_files_of_one_name_in_two_parts_have_drafts_of_their_own(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    paths = [tmp_path / "a" / "b_c.py", tmp_path / "a_b" / "c.py", tmp_path / "b" / "b_c.py"]
    for path in paths:
        workspace.drafts.keep(path, str(path))
    assert [found.text for path in paths if (found := workspace.drafts.find(path))] == list(map(str, paths))
    assert workspace.drafts.all() == sorted(paths)


def test_what_a_write_that_was_killed_left_is_swept_away(learner: LearnerContext) -> None:
    path = typed(learner, "typed")
    leftover = learner.workspace.drafts.place(path).with_name(".affine_layer.py.1234.saving")
    leftover.write_text("half", "utf-8")
    os.utime(leftover, (0, 0))
    learner.workspace.prepare()
    assert not leftover.exists()
    assert learner.workspace.drafts.find(path) is not None


def test_a_lesson_with_a_draft_opens_without_a_history_as_well(
    learner: LearnerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be kept is said by the same fault as for the file itself, and the draft stays where it is."""
    path = typed(learner, "typed")

    def full(*_: object) -> None:
        raise StoreError(Message("store.full", {"place": "x", "fault": "y"}))

    monkeypatch.setattr(Store, "keep_text", full)
    with pytest.raises(StoreError):
        learner.open_lesson(LESSON)
    assert learner.workspace.drafts.find(path) is not None
