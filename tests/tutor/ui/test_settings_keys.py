"""The settings under keys: what people expect of Enter, Tab and the arrows."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, Select
from textual.widgets._select import SelectOverlay

from tests.present import present
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.ui import keys
from tutor.ui.keys import Key
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.screens.settings import OnOff, SettingsScreen
from tutor.ui.widgets.lists import POINTER


async def opened(desk: Desk) -> None:
    await desk.press("f8")
    await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen) and desk.app.screen.focused)


def here(desk: Desk) -> str:
    return str(present(desk.app.screen.focused).id)


async def test_the_first_field_has_the_focus_and_tab_and_arrows_walk_through_all(tutor: Tutor) -> None:
    async with tutor(size=(80, 24)) as desk:
        await opened(desk)
        assert here(desk) == "theme"
        walked = []
        for _ in range(8):
            await desk.press("down")
            walked.append(here(desk))
        assert walked[:2] == ["language", "live_checks"]
        assert {"typing_pause_ms", "editor"} <= set(walked)
        await desk.pilot.pause()
        assert len(desk.app.screen.query(".-here")) == 1
        assert present(desk.app.screen.focused).parent is desk.app.screen.query_one(".-here")
        for name in reversed(["theme", *walked[:-1]]):
            await desk.press("up")
            assert here(desk) == name
        await desk.press("tab")
        assert here(desk) == "language"
        await desk.until(lambda: desk.app.screen.query("#key-home-dot-search"))
        await desk.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert here(desk).startswith("key-")
        assert desk.app.screen.region.contains_region(present(desk.app.screen.focused).region)


async def test_enter_opens_a_choice_and_turns_a_box_over(tutor: Tutor, home: Path) -> None:
    async with tutor() as desk:
        await opened(desk)
        theme = desk.app.screen.query_one("#theme", Select)
        await desk.press("enter")
        assert theme.expanded
        await desk.press("down", "enter")
        assert desk.learner.settings.theme == "light"
        await desk.press("left")
        assert desk.learner.settings.theme == "dark"
        await desk.press("down", "down", "enter")
        assert "live_checks = false" in (home / "settings.toml").read_text("utf-8")


async def test_boxes_and_fields_look_like_such_without_any_colour(tutor: Tutor) -> None:
    async with tutor() as desk:
        await opened(desk)
        box, field = desk.app.screen.query_one("#live_checks", OnOff), desk.app.screen.query_one("#typing_pause_ms", Input)
        lines = [strip.text for strip in desk.app.screen._compositor.render_strips()]  # noqa: SLF001 - what the terminal gets
        assert lines[box.region.y][box.region.x :].startswith("[x]")
        drawn = lines[field.region.y][field.region.x : field.region.right]
        assert drawn[0] == "▎"
        assert drawn[-1] not in (" ", "_")
        box.value = False
        await desk.pilot.pause()
        assert str(box.render()) == "[ ]"


async def test_the_arrow_for_another_value_is_offered_where_it_turns_one(tutor: Tutor) -> None:
    async with tutor() as desk:
        await opened(desk)
        bar, offered = desk.app.screen.query_one(KeyBar), desk.app.words("key.settings.turn")
        await desk.until(lambda: offered in str(bar.render()), "offered beside a choice")
        desk.app.screen.query_one("#editor").focus()
        await desk.until(lambda: offered not in str(bar.render()), "not offered in a text")


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_the_rows_of_a_choice_keep_their_first_letter_beside_the_sign(tutor: Tutor, language: str) -> None:
    async with tutor() as desk:
        desk.app.change("language", language)
        await opened(desk)
        choice = desk.app.screen.query_one("#theme", Select)
        await desk.press("enter")
        await desk.until(lambda: choice.expanded)
        rows = choice.query_one(SelectOverlay)
        shown = [rows.render_line(y).text.strip() for y in range(rows.option_count)]
        names = [str(rows.get_option_at_index(n).prompt) for n in range(rows.option_count)]
        assert [text.removeprefix(POINTER).strip() for text in shown] == names
        assert sum(text.startswith(POINTER) for text in shown) == 1


async def test_the_window_is_there_before_the_many_rows_of_keys_are(tutor: Tutor, monkeypatch: pytest.MonkeyPatch) -> None:
    later: list[tuple[SettingsScreen, tuple[Key, ...]]] = []
    monkeypatch.setattr(SettingsScreen, "_add_keys", lambda self, rows: later.append((self, rows)))
    async with tutor() as desk:
        await opened(desk)
        await desk.until(lambda: later)
        assert here(desk) == "theme"
        assert "Esc" in str(desk.app.screen.query_one(KeyBar).render())
        assert not [field for field in desk.app.screen.query(Input) if str(field.id).startswith("key-")]
        monkeypatch.undo()
        for window, rows in later:
            window._add_keys(rows)  # noqa: SLF001 - what was put off
        await desk.until(lambda: len(desk.app.screen.query(Input)) == len(keys.ALL) + 2)


async def test_the_settings_can_be_closed_while_the_rows_of_keys_come(tutor: Tutor) -> None:
    async with tutor() as desk:
        for _ in range(3):
            await desk.press("f8", "escape")
            await desk.until(lambda: desk.app.screen is desk.lesson)
