"""Languages, settings, keys, the palette, help; a second tutor; disks that take nothing."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, OptionList, Static

from tests.tutor.ui.answers import AVERAGED, RIGHT
from tests.tutor.ui.conftest import Tutor
from tutor.errors import StoreError, WorkspaceError
from tutor.model import Message, Outcome, Verdict
from tutor.session.context import open_learner
from tutor.storage.lock import take_lock
from tutor.ui import keys
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.screens.board import BoardScreen
from tutor.ui.screens.course_screen import CourseScreen
from tutor.ui.screens.glossary import GlossaryScreen
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.questions import QuestionsScreen
from tutor.ui.screens.settings import SettingsScreen
from tutor.ui.widgets.prose import ProseView


async def test_another_language_keeps_the_place_and_the_text(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        await desk.press("n", "n")
        desk.app.change("language", "ja")
        await desk.until(lambda: desk.lesson.record.words.language == "ja" and desk.lesson.runner)
        await desk.judged("wrong", "bias-averaged")
        assert "平均" in desk.message
        assert "3 / " in str(desk.lesson.query_one("#page-next").render())
        assert desk.lesson.editor.text == AVERAGED
        assert "コード" in str(desk.lesson.query_one("#keys").render())
        desk.app.change("language", "en")
        await desk.until(lambda: desk.lesson.record.words.language == "en" and desk.lesson.runner)
        await desk.until(lambda: "Page 3" in str(desk.lesson.query_one("#page-next").render()))


async def test_the_settings_screen_writes_the_file_and_refuses_what_is_wrong(tutor: Tutor, home: Path) -> None:
    async with tutor() as desk:
        await desk.press("f8")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen))
        pause = desk.app.screen.query_one("#typing_pause_ms", Input)
        pause.focus()
        pause.value = "250"
        await desk.press("enter")
        assert "typing_pause_ms = 250" in (home / "settings.toml").read_text("utf-8")
        pause.value = "soon"
        await desk.press("enter")
        assert any("soon" in line for line in desk.told)
        assert pause.value == "250"
        assert desk.learner.settings.typing_pause_ms == 250


async def test_quitting_while_a_window_comes_up_is_no_fault(tutor: Tutor) -> None:
    async with tutor() as desk:
        desk.app.push_screen(GlossaryScreen(""))
        desk.app.exit(0)
    assert desk.app.return_code == 0


async def test_a_lesson_is_left_once_however_quickly_the_keys_come(tutor: Tutor) -> None:
    async with tutor() as desk:
        screen, course = desk.lesson, desk.learner.catalog.course.order
        screen.way.go_on(1)
        screen.way.go_on(1)
        after = course[course.index("affine-layer") + 1]
        await desk.until(lambda: isinstance(desk.app.screen, CourseScreen) and desk.app.screen.facts.id == after)
        desk.lesson.way.go_home()
        desk.lesson.way.go_home()
        await desk.until(lambda: isinstance(desk.app.screen, HomeScreen))


async def test_a_key_can_be_changed_and_one_that_is_taken_is_refused(tutor: Tutor, home: Path) -> None:
    async with tutor() as desk:
        await desk.press("f8")
        await desk.until(lambda: desk.app.screen.query("#key-code"))
        field = desk.app.screen.query_one("#key-code", Input)
        field.focus()
        field.value = "5"
        await desk.press("enter")
        assert 'code = ["5"]' in (home / "settings.toml").read_text("utf-8")
        field.value = "l"
        await desk.press("enter")
        assert any("Lab" in line for line in desk.told)
        assert field.value == "5"
        await desk.press("escape", "5")
        await desk.until(lambda: desk.lesson.editor.has_focus)
        assert "5 Code" not in str(desk.lesson.query_one("#keys").render())
        await desk.press("escape")
        await desk.until(lambda: "5 Code" in str(desk.lesson.query_one("#keys").render()))


async def test_a_wrong_value_in_the_settings_file_is_named_and_not_fatal(tutor: Tutor, home: Path) -> None:
    (home / "settings.toml").write_text('language = "en"\ntheme = "mauve"\n', "utf-8")
    async with tutor() as desk:
        await desk.until(lambda: any("mauve" in line for line in desk.told))
        assert desk.learner.settings.theme == "dark"


async def test_a_protection_weaker_than_offered_is_said_in_the_status_line(
    tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        assert "weaker" not in desk.status
        monkeypatch.setattr("tutor.judge.pool.Pool.weaker", Message("confine.weaker", {"asked": "x", "message": "y"}))
        await desk.press("f5")
        await desk.until(lambda: "protection weaker than offered" in desk.status)


async def test_the_palette_reaches_every_action_of_the_screen(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.press("escape", "ctrl+p")
        await desk.until(lambda: isinstance(desk.app.screen, CommandPalette))
        offered = {command.title for command in desk.app.get_system_commands(desk.lesson)}
        rows = [
            row
            for row in (*keys.LESSON, *keys.ANYWHERE)
            if row.id not in ("leave", "palette", "read", "take-draft", "leave-draft") and "background" not in row.id
        ]
        assert {desk.learner.words(f"key.{row.id}") for row in rows} <= offered
        await desk.press(*"set", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen))


async def test_help_speaks_of_the_editor_first_when_it_has_the_focus(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.press("c", "f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        text = desk.app.screen.query_one(ProseView).source
        assert text.index("### In the editor") < text.index("### Keys")
        await desk.press("escape")
        await desk.until(lambda: desk.lesson.editor.has_focus)


async def test_the_keys_shown_are_the_keys_that_work(tutor: Tutor) -> None:
    async with tutor() as desk:
        reading = str(desk.lesson.query_one("#keys").render())
        assert "c Code" in reading
        assert "v " not in reading
        await desk.press("c")
        await desk.until(lambda: "Esc Leave" in str(desk.lesson.query_one("#keys").render()))
        assert "c Code" not in str(desk.lesson.query_one("#keys").render())


async def test_a_second_tutor_on_a_workspace_opens_read_only(tutor: Tutor, home: Path) -> None:
    with take_lock(open_learner().workspace.lock):
        async with tutor() as desk:
            assert any("read-only" in line for line in desk.told)
            await desk.judged("unfinished")
            assert "read-only" in desk.status
            await desk.press("c", *"abc")
            assert "abc" not in desk.lesson.editor.text
            await desk.press("escape", "ctrl+r")
            assert not desk.app.screen.query("#confirm")
    assert not (home / "gradlings/backpropagation").exists()


async def test_a_file_that_cannot_be_written_is_told_and_nothing_is_lost(
    tutor: Tutor, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WorkspaceError(Message("workspace.full", {"place": "affine_layer.py", "fault": "No space left"}))

    async with tutor() as desk:
        await desk.judged("unfinished")
        workspace = type(desk.learner.workspace)
        with monkeypatch.context() as patch:
            patch.setattr(workspace, "save", full)
            await desk.write(RIGHT)
            await desk.until(lambda: any("affine_layer.py" in line for line in desk.told))
            await desk.until(lambda: desk.lesson.state.passed)  # it is checked all the same
            assert desk.lesson.state.dirty
            assert desk.lesson.editor.text == RIGHT
        await desk.press("f5")
        await desk.saved()
    assert (home / "gradlings/backpropagation/affine_layer.py").read_text("utf-8") == RIGHT


async def test_a_file_too_long_to_edit_is_told_and_kept_whole(tutor: Tutor, home: Path) -> None:
    file = home / "gradlings/backpropagation/affine_layer.py"
    file.parent.mkdir(parents=True)
    file.write_text("# a line of mine\n" * 400_000, "utf-8")
    async with tutor() as desk:
        await desk.judged("crashed")
        await desk.until(lambda: any("too long to be edited" in line for line in desk.told))
        await desk.press("c", "a", "b", "ctrl+q")
    assert file.read_text("utf-8") == "# a line of mine\n" * 400_000


async def test_where_the_last_text_is_kept_is_said_when_the_screen_is_gone(
    tutor: Tutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def denied(*_: object) -> None:
        raise WorkspaceError(Message("workspace.denied", {"place": "affine_layer.py"}))

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    async with tutor() as desk:
        await desk.judged("unfinished")
        monkeypatch.setattr(type(desk.learner.workspace), "save", denied)
        await desk.write(RIGHT)
        await desk.press("ctrl+q")
    (copy,) = tmp_path.glob("gradlings-rescued-*-affine_layer.py")
    assert copy.read_text("utf-8") == RIGHT
    desk.app.say_goodbye()
    assert capsys.readouterr().err.count(str(copy)) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_without_permission_is_told(tutor: Tutor, home: Path) -> None:
    async with tutor() as desk:
        folder = home / "gradlings/backpropagation"
        folder.chmod(0o500)
        try:
            await desk.write(RIGHT)
            await desk.until(lambda: any(str(folder) in line for line in desk.told))
        finally:
            folder.chmod(0o700)


async def test_a_record_that_cannot_be_written_costs_no_text(
    tutor: Tutor, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError(Message("store.full", {"place": "progress.db", "fault": "disk full"}))

    async with tutor() as desk:
        await desk.judged("unfinished")
        for method in ("keep_text", "record_verdict", "take_hint", "set_bookmark"):
            monkeypatch.setattr(type(desk.learner.store), method, full)
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.press("escape", "h", "escape", "q")
    assert (home / "gradlings/backpropagation/affine_layer.py").read_text("utf-8") == RIGHT


async def test_the_map_finds_lessons_by_their_text_and_goes_to_them(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.press("m")
        await desk.until(lambda: desk.app.screen.query("#map"))
        await desk.press("slash", *"two rows in the batch")
        listed = desk.app.screen.query_one("#map", OptionList)
        await desk.until(lambda: [o.id for o in listed.options if not o.disabled] == ["affine-layer"])
        await desk.press("enter", "down", "enter")
        await desk.until(lambda: desk.lesson.facts.id == "affine-layer")


async def test_a_record_that_is_damaged_while_the_tutor_is_open_is_rebuilt_and_said_so(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        with sqlite3.connect(desk.learner.workspace.database) as record:
            record.execute("UPDATE savings SET reason = '?'")
        await desk.write(RIGHT)
        await desk.judged("passed")
        assert desk.learner.store.history(desk.learner.key(desk.lesson.facts.id))
        await desk.until(lambda: any("rebuilt" in said for said in desk.told))


async def test_the_board_says_how_to_come_to_a_run_and_closes_again(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.press("1")
        await desk.until(lambda: isinstance(desk.app.screen, BoardScreen))
        assert "gradlings lab awesome-net" in str(desk.app.screen.query_one("#board-below", Static).render())
        assert not desk.app.screen.query("#board-table")
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.lesson)


async def test_the_board_shows_the_runs_without_being_cut_off(tutor: Tutor) -> None:
    async with tutor() as desk:
        store, key = desk.learner.store, desk.learner.key("awesome-net")
        store.open_lesson(key)
        verdict = Verdict("awesome-net", Outcome.PASSED, None, Message("passed"), 0)
        desk.learner.remember(desk.learner.lesson("awesome-net"), "a = 1", verdict)
        store.note_frame(store.start_lab(key, {}), {"result.accuracy": 0.9785, "result.parameters": 37434})
        await desk.press("1")
        await desk.until(lambda: desk.app.screen.query("#board-rows"))
        await desk.pilot.pause()
        assert "97.85%" in str(desk.app.screen.query_one("#board-rows", Static).render())
        assert desk.app.screen.query_one("#board-table").max_scroll_x == 0


@pytest.mark.parametrize(("lesson", "lab"), [("famous-networks", False), ("why-loss", True)])
async def test_the_bar_of_a_lesson_of_questions_offers_a_lab_where_there_is_one(
    tutor: Tutor, lesson: str, lab: bool
) -> None:
    async with tutor("and-gate") as desk:
        desk.app.open_lesson(lesson)
        await desk.until(lambda: isinstance(desk.app.screen, QuestionsScreen) and desk.app.screen.query("#status"))
        await desk.pilot.pause()
        assert ("Lab" in str(desk.app.screen.query_one(KeyBar).render())) is lab


async def test_after_another_language_the_settings_stand_at_it_and_the_lab_beneath_has_the_focus_again(
    tutor: Tutor,
) -> None:
    async with tutor("single-neuron") as desk:
        await desk.press("n", "l")
        await desk.until(lambda: desk.lesson.query_one("#lab").has_focus_within)
        page = desk.lesson.query_one(ReadPanel).page.key
        await desk.press("f8", "down", "right")
        await desk.until(lambda: desk.lesson.record.words.language == "ja")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen) and desk.app.screen.focused)
        assert desk.app.screen.focused is desk.app.screen.query_one("#language")
        await desk.press("escape")
        await desk.until(lambda: desk.lesson.query_one("#lab").has_focus_within)
        assert desk.lesson.panes.current == "lab"
        assert desk.lesson.query_one(ReadPanel).page.key == page


async def test_while_another_language_comes_the_window_is_never_seen_to_go(
    tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor() as desk:
        await desk.press("f8")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen) and desk.app.screen.focused)
        seen: list[type[Any]] = []
        shown = type(desk.app)._display  # noqa: SLF001 - where what is seen is written out

        def note(app: Any, screen: Any, picture: Any) -> None:
            if picture is not None and not app._batch_count:  # noqa: SLF001 - while it counts, nothing is written
                seen.append(type(screen))
            shown(app, screen, picture)

        monkeypatch.setattr(type(desk.app), "_display", note)
        desk.app.change("language", "ja")
        await desk.until(lambda: desk.lesson.record.words.language == "ja" and isinstance(desk.app.screen, SettingsScreen))
        await desk.until(lambda: seen)
        assert set(seen) == {SettingsScreen}
