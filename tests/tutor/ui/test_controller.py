"""What happens to a lesson's text, without a screen."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.busy import busy
from tests.tutor.ui.answers import AVERAGED, RIGHT
from tests.tutor.ui.stands import LESSON, Face, Host
from tests.waiting import until
from tutor.course.hints import opens_at
from tutor.session.context import LearnerContext, open_learner
from tutor.storage.records import Reason, SavedText
from tutor.storage.store import Store

FILE = "gradlings/backpropagation/affine_layer.py"
DRAFT = "gradlings/.gradlings/unsaved/backpropagation/affine_layer.py"


@pytest.fixture
def host(home: Path) -> Host:
    return Host(open_learner())


async def open_face(host: Host) -> Face:
    face = Face(host)
    face.controller.open()
    return face


def kept(host: Host) -> list[str]:
    return [saved.text for saved in host.learner.store.history(host.learner.key(LESSON))]


def saved_text(text: str) -> SavedText:
    return SavedText(1, f"from-scratch/{LESSON}", 1, text, Reason.TYPED, datetime(2026, 1, 2, tzinfo=UTC))


async def test_older_news_of_the_text_come_too_late(host: Host) -> None:
    face = await open_face(host)
    face.controller.type("second", 2, 0.0)
    face.controller.type("first", 1, 0.0)
    assert face.controller.state.text == "second"


async def test_what_the_editor_holds_is_saved_though_no_word_of_it_has_come(host: Host, home: Path) -> None:
    face = await open_face(host)
    face.editor.replace_text(AVERAGED)
    face.controller.save()
    assert (home / FILE).read_text("utf-8") == AVERAGED


async def test_what_is_shown_in_part_is_never_taken_for_the_text(host: Host, home: Path) -> None:
    face = await open_face(host)
    before = face.controller.state.text
    face.editor.replace_text("the beginning alone")
    face.editor.shortened = True
    await face.controller.close()
    assert face.controller.state.text == (home / FILE).read_text("utf-8") == before
    assert not face.controller.replace(RIGHT)


async def test_the_first_pass_is_celebrated_once(host: Host) -> None:
    face = await open_face(host)
    await until(lambda: face.celebrated, "face.celebrated")
    face.controller.check()
    await until(lambda: face.controller.state.checking is None, "face.controller.state.checking is None")
    assert face.celebrated == 1


async def test_a_text_that_is_put_back_leaves_the_present_one_in_the_history(host: Host) -> None:
    face = await open_face(host)
    face.write(AVERAGED)
    face.controller.put_back(saved_text(RIGHT))
    assert face.editor.text == RIGHT
    assert AVERAGED in kept(host)
    assert host.told[-1] == "history.restored"


async def test_where_the_history_does_not_last_a_text_that_is_replaced_is_put_aside(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "lasting", False)
    face = await open_face(host)
    face.write(AVERAGED)
    face.controller.put_back(saved_text(RIGHT))
    face.controller.reset()
    face.write("by hand")
    face.controller.redo()
    assert {copy.read_text("utf-8") for copy in host.learner.workspace.asides.iterdir()} >= {AVERAGED, RIGHT, "by hand"}


async def test_a_text_that_nothing_keeps_is_not_replaced(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "lasting", False)
    host.learner.workspace.asides.write_text("no folder", "utf-8")
    face = await open_face(host)
    face.write(AVERAGED)
    face.controller.put_back(saved_text(RIGHT))
    face.controller.reset()
    assert face.editor.text == AVERAGED
    assert "history.restored" not in host.told


async def test_nothing_is_put_back_where_nothing_may_be_written(host: Host) -> None:
    host.learner = replace(host.learner, writable=False)
    face = await open_face(host)
    before = face.editor.text
    face.controller.put_back(saved_text(RIGHT))
    assert (face.editor.text, host.told[-1]) == (before, "history.read-only")


async def test_a_draft_is_taken_once_and_the_file_s_text_kept(host: Host, home: Path) -> None:
    leave_behind(home, saved=AVERAGED, typed=RIGHT)
    face = await open_face(host)
    face.controller.take_draft()
    assert face.editor.text == RIGHT
    assert AVERAGED in kept(host)
    assert face.controller.draft is None
    face.editor.replace_text("")
    face.controller.take_draft()
    assert face.editor.text == ""


async def test_a_draft_that_is_left_changes_no_text(host: Host, home: Path) -> None:
    leave_behind(home, saved=AVERAGED, typed=RIGHT)
    face = await open_face(host)
    face.controller.leave_draft()
    assert (face.editor.text, face.controller.draft) == (AVERAGED, None)
    await face.controller.close()
    assert RIGHT in kept(host)


async def test_going_back_to_the_stub_keeps_what_was_typed_an_instant_before(host: Host) -> None:
    face = await open_face(host)
    stub = face.editor.text
    face.editor.replace_text(AVERAGED)
    face.controller.reset()
    assert face.editor.text == stub
    assert AVERAGED in kept(host)


@pytest.mark.parametrize("again", ["reset", "redo"])
async def test_where_the_stub_cannot_be_told_nothing_is_reset(
    host: Host, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    face = await open_face(host)
    face.write(AVERAGED)
    monkeypatch.setattr(LearnerContext, "stub", busy)
    getattr(face.controller, again)()
    assert face.editor.text == AVERAGED
    assert host.told[-1] == "store.busy"


async def test_a_file_that_another_program_has_removed_is_told_and_its_text_stays(host: Host, home: Path) -> None:
    face = await open_face(host)
    before = face.editor.text
    (home / FILE).unlink()
    face.controller.read_again()
    assert host.told != []
    assert face.editor.text == before


async def test_the_last_hint_taken_counts_however_one_pages_back(host: Host) -> None:
    face = await open_face(host)
    hints = face.controller.hints
    for number in (1, 2, 1):
        face.controller.take_hint(hints[number - 1])
    assert opens_at(hints, face.controller.hints_seen) == 1
    assert host.learner.store.hints(host.learner.key(LESSON)) == (1, 2)


def leave_behind(home: Path, *, saved: str, typed: str) -> None:
    """A workspace as a killed tutor leaves it, in the middle of typing."""
    for name, text in ((FILE, saved), (DRAFT, typed)):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    os.utime(home / FILE, (0, 0))
