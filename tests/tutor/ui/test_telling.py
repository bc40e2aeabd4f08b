"""A record that cannot be read costs what was asked for, and says so; the tutor goes on."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from tests.busy import busy
from tests.tutor.ui.conftest import Tutor
from tutor.storage.database import Database
from tutor.ui import keys
from tutor.ui.keys import Key
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen

EVERY_KEY = [row for row in (*keys.LESSON, *keys.ANYWHERE) if row.action != "quit"]


def take_record_away(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Database, "read", busy)
    patched.setattr(Database, "writing", busy)


@pytest.mark.parametrize("row", EVERY_KEY, ids=[row.id for row in EVERY_KEY])
async def test_every_key_of_a_lesson_outlives_a_record_that_cannot_be_read(
    tutor: Tutor, monkeypatch: pytest.MonkeyPatch, row: Key
) -> None:
    async with tutor("relu-layer") as desk:
        await desk.judged("unfinished")
        await desk.press("escape")
        with monkeypatch.context() as patched:
            take_record_away(patched)
            await desk.press(keys.look_up(row, desk.learner.settings.keys)[0])
            await desk.press("escape")
        await desk.app.go_to("sigmoid-layer")
        await desk.until(lambda: isinstance(desk.app.screen, LessonScreen) and desk.lesson.facts.id == "sigmoid-layer")


async def test_the_map_without_a_record_keeps_its_rows_and_says_why(tutor: Tutor, monkeypatch: pytest.MonkeyPatch) -> None:
    async with tutor("relu-layer") as desk:
        await desk.press("escape", "m")
        await desk.until(lambda: isinstance(desk.app.screen, HomeScreen))
        rows = await desk.until(lambda: desk.app.screen.query_one("#map", OptionList).option_count, "the rows")
        with monkeypatch.context() as patched:
            take_record_away(patched)
            await desk.press("down", "slash", "x", "escape")
            await desk.until(lambda: any("in use by another program" in line for line in desk.told))
        assert desk.app.screen.query_one("#map", OptionList).option_count == rows


async def test_the_details_of_a_verdict_need_no_record(tutor: Tutor, monkeypatch: pytest.MonkeyPatch) -> None:
    async with tutor("relu-layer") as desk:
        await desk.judged("unfinished")
        with monkeypatch.context() as patched:
            take_record_away(patched)
            await desk.press("escape", "d")
            await desk.until(lambda: desk.lesson.whole_verdict.shown)
            assert any("in use by another program" in line for line in desk.told)
