"""Keys are written in one way, and read in each that people use."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tutor.ui.conftest import Tutor
from tutor.ui import keys


@pytest.mark.parametrize("row", keys.ALL, ids=lambda row: row.id)
def test_what_is_written_of_a_key_is_read_as_that_key(row: keys.Key) -> None:
    for key in keys.standard(row):
        assert keys.read(keys.short(key)) == key
        assert keys.read(keys.plain(key)) == key
        assert keys.read(key) == key


def test_the_bars_writing_the_long_one_and_textuals_are_one_key() -> None:
    assert {keys.read(text) for text in ("^/", "Ctrl+/", "ctrl+slash")} == {"ctrl+slash"}
    assert [keys.read(text) for text in ("q", "Q", "^", "^R", "Esc", "F5")] == ["q", "Q", "^", "ctrl+r", "escape", "f5"]


async def test_the_settings_write_keys_as_the_bar_does_and_take_them_so(tutor: Tutor, home: Path) -> None:
    async with tutor() as desk:
        await desk.press("f8")
        await desk.until(lambda: desk.app.screen.query("#key-comment"))
        field = desk.app.screen.query_one("#key-comment", Input)
        assert field.value == "^/, ^_"
        field.focus()
        field.value = "^/, F12"
        await desk.press("enter")
        await desk.until(lambda: any("F12" in line for line in desk.told))
        field.value = "^/"
        await desk.press("enter")
        assert 'comment = ["ctrl+slash"]' in (home / "settings.toml").read_text("utf-8")
        assert field.value == "^/"


async def test_the_palette_calls_themes_what_the_settings_call_them(tutor: Tutor) -> None:
    async with tutor() as desk:
        offered = {command.title for command in desk.app.get_system_commands(desk.lesson)}
        for name in ("dark", "light", "ansi-dark", "ansi-light"):
            assert desk.app.words("palette.theme", name=desk.app.words(f"theme.{name}")) in offered
        assert not any("ansi" in title for title in offered)
