"""What a lesson does through a window or another program, without a screen."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tutor.ui.answers import AVERAGED, RIGHT
from tests.tutor.ui.stands import LESSON, Face, Host
from tests.waiting import until
from tutor.session.context import open_learner
from tutor.storage.records import Reason
from tutor.storage.store import Store
from tutor.ui import keys
from tutor.ui.screens import commands
from tutor.ui.screens.confirm import ConfirmScreen
from tutor.ui.screens.history import HistoryScreen


@pytest.fixture
def host(home: Path) -> Host:
    return Host(open_learner())


def test_every_key_that_asks_for_a_command_gets_one() -> None:
    asked = {row.action.removeprefix("command('").removesuffix("')") for row in keys.LESSON if "command(" in row.action}
    assert asked == set(commands.COMMANDS)


async def test_the_versions_wait_for_a_pass(host: Host) -> None:
    face = Face(host)
    commands.show_versions(face.controller, host)
    assert (host.told, host.windows) == (["versions.after-passing"], [])
    face.controller.open()
    await until(lambda: face.celebrated, "face.celebrated")
    commands.show_versions(face.controller, host)
    assert len(host.windows) == 1


async def test_the_chosen_text_of_the_history_is_put_back(host: Host) -> None:
    face = Face(host)
    face.controller.open()
    host.learner.keep(LESSON, RIGHT, Reason.TYPED)
    host.answer = host.learner.store.history(face.record.key)[0]
    await commands.show_history(face.controller, host)
    assert isinstance(host.windows[0], HistoryScreen)
    assert face.editor.text == RIGHT


async def test_a_reset_asks_and_no_leaves_all_as_it_is(host: Host) -> None:
    face = Face(host)
    stub = face.editor.text
    face.controller.open()
    for yes, text in ((False, AVERAGED), (True, stub)):
        host.answer = yes
        face.write(AVERAGED)
        await commands.reset(face.controller, host)
        assert isinstance(host.windows[-1], ConfirmScreen)
        assert face.editor.text == text


@pytest.mark.parametrize("lasting", [True, False])
async def test_the_question_before_a_reset_says_where_the_text_will_be(
    host: Host, monkeypatch: pytest.MonkeyPatch, lasting: bool
) -> None:
    monkeypatch.setattr(Store, "lasting", lasting)
    await commands.offer_stub(Face(host).controller, host)
    place = "the history" if lasting else str(host.learner.workspace.asides)
    assert f"Your text is kept in {place}." in host.windows[-1].question


async def test_what_another_editor_writes_is_taken_over(host: Host, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = home / "editor.py"
    program.write_text(f"import sys, pathlib\npathlib.Path(sys.argv[1]).write_text({RIGHT!r}, 'utf-8')\n", "utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {program}")
    face = Face(host)
    face.controller.open()
    face.editor.replace_text(AVERAGED)
    await commands.edit_elsewhere(face.controller, host)
    assert face.editor.text == RIGHT
    assert AVERAGED in [saved.text for saved in host.learner.store.history(face.record.key)]
    assert host.refreshed


@pytest.fixture
def in_tmux(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A terminal in which `tmux` only writes down what it was asked for, or fails; `home/fails` says so."""
    program, asked = home / "bin" / "tmux", home / "asked"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ -e "{home}/fails" ] && exit 1\necho "$@" > "{asked}"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    monkeypatch.setenv("VISUAL", "true")
    return asked


def beside(host: Host) -> Host:
    host.learner = replace(host.learner, settings=replace(host.learner.settings, editor_beside=True))
    return host


async def test_an_editor_beside_the_tutor_finds_what_was_typed_in_the_file(host: Host, in_tmux: Path) -> None:
    face = Face(beside(host))
    face.controller.open()
    face.write(AVERAGED)
    await commands.edit_elsewhere(face.controller, host)
    assert host.told == ["editor.beside"]
    assert in_tmux.read_text("utf-8").endswith(f"/true {face.controller.file.path}\n")
    assert face.controller.file.path.read_text("utf-8") == AVERAGED


async def test_what_the_editor_beside_saves_comes_in_without_a_word(host: Host, in_tmux: Path) -> None:
    face = Face(beside(host))
    face.controller.open()
    following = asyncio.create_task(face.controller.follow_file())
    await commands.edit_elsewhere(face.controller, host)
    face.controller.file.path.write_text(RIGHT, "utf-8")
    await until(lambda: face.editor.text == RIGHT, "the editor's text")
    following.cancel()
    assert host.told == ["editor.beside"]


async def test_the_tutor_steps_aside_where_no_pane_can_be_opened(host: Host, in_tmux: Path, home: Path) -> None:
    (home / "fails").touch()
    face = Face(beside(host))
    face.controller.open()
    await commands.edit_elsewhere(face.controller, host)
    assert (host.told, host.refreshed, in_tmux.exists()) == ([], True, False)


async def test_without_the_setting_the_tutor_steps_aside_in_tmux_too(host: Host, in_tmux: Path) -> None:
    face = Face(host)
    face.controller.open()
    await commands.edit_elsewhere(face.controller, host)
    assert (host.told, host.refreshed, in_tmux.exists()) == ([], True, False)


@pytest.mark.parametrize(("program", "said"), [("no-such-editor", "editor.not-found"), ("false", "editor.failed")])
async def test_an_editor_that_is_missing_or_fails_is_told(
    host: Host, monkeypatch: pytest.MonkeyPatch, program: str, said: str
) -> None:
    monkeypatch.setenv("VISUAL", program)
    face = Face(host)
    face.controller.open()
    await commands.edit_elsewhere(face.controller, host)
    assert host.told == [said]
