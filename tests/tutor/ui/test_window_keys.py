"""The bar of a window names its own keys, and each of them works there."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList

from tests.tutor.ui.answers import RIGHT
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.screens.drill import DrillScreen
from tutor.ui.screens.glossary import GlossaryScreen
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.history import HistoryScreen
from tutor.ui.screens.versions import VersionsScreen


def bar(desk: Desk) -> str:
    return "".join(str(found.render()) for found in desk.app.screen.query(KeyBar))


async def says(desk: Desk, *parts: str) -> None:
    await desk.until(lambda: all(part in bar(desk) for part in parts), f"{parts} in {bar(desk)}")


async def test_the_palette_names_its_own_keys_and_none_of_the_lesson(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.press("ctrl+p")
        await desk.until(lambda: isinstance(desk.app.screen, CommandPalette))
        await says(desk, "Enter Do it", "↓ Move", "Esc Close")
        for other in ("Code", "Next", "F5", "Map", "^P"):
            assert other not in bar(desk)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.lesson)


async def test_the_glossary_names_the_arrows_which_move_in_its_search_too(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.press("g")
        await desk.until(lambda: isinstance(desk.app.screen, GlossaryScreen))
        await says(desk, "Esc Close", "↓ Move", "Enter To the terms")
        terms = desk.app.screen.query_one("#glossary-terms", OptionList)
        await desk.press("down", "down", "up")
        await desk.until(lambda: terms.highlighted == 1)
        assert isinstance(desk.app.screen.focused, Input)
        await desk.press("enter")
        await desk.until(lambda: terms.has_focus)
        await says(desk, "Tab To the search")
        await desk.press("down")
        await desk.until(lambda: terms.highlighted == 2)
        await desk.press("tab")
        await desk.until(lambda: isinstance(desk.app.screen.focused, Input))


@pytest.mark.parametrize(("height", "longer"), [(24, True), (200, False)])
async def test_a_window_names_the_arrow_that_scrolls_where_there_is_more(tutor: Tutor, height: int, longer: bool) -> None:
    async with tutor(size=(100, height)) as desk:
        await desk.press("f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        window = desk.app.screen.query_one("#help", VerticalScroll)
        await desk.until(lambda: window.virtual_size.height > 20)
        await desk.until(lambda: ("↓ Scroll" in bar(desk)) is longer, bar(desk))
        assert "Esc Close" in bar(desk)
        await desk.press("down")
        await desk.until(lambda: bool(window.scroll_y) is longer)


async def test_the_ways_to_write_it_name_the_key_that_leads_to_the_next_column(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.press("escape", "v")
        await desk.until(lambda: isinstance(desk.app.screen, VersionsScreen) and desk.app.screen.query(".version"))
        await says(desk, "Tab Other column")
        first = desk.app.screen.focused
        await desk.press("tab")
        await desk.until(lambda: desk.app.screen.focused is not first)


async def test_the_drill_and_the_history_name_the_arrows(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.press("b")
        await desk.until(lambda: isinstance(desk.app.screen, DrillScreen))
        await says(desk, "↓ Move", "Enter")
        await desk.press("escape", "c", "x")
        await desk.saved()
        await desk.press("ctrl+o")
        await desk.until(lambda: isinstance(desk.app.screen, HistoryScreen))
        await says(desk, "↓ Move", "Enter Put it back")
