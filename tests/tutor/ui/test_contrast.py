"""Everything that is read has a contrast of at least 4.5 to 1, in the dark theme and in the light one; where the colours are
the terminal's own, nothing is said by them alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from textual.color import Color
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import OptionList, Static
from textual.widgets._collapsible import CollapsibleTitle

from tests.tutor.ui.answers import AVERAGED
from tests.tutor.ui.conftest import Desk, Tutor
from tests.tutor.ui.contrast import LEAST, contrast, faint
from tutor.ui import themes
from tutor.ui.widgets.lists import POINTER
from tutor.ui.widgets.semantic_colours import SemanticColour, colour_style
from tutor.ui.widgets.syntax import code_theme

GROUNDS = ("background", "surface", "panel")


def variables(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("tone", get_args(SemanticColour))
def test_a_meaning_is_legible_on_every_ground(tone: SemanticColour, theme: Theme) -> None:
    found = variables(theme)
    front = colour_style(tone, found).color
    assert front
    for ground in GROUNDS:
        assert contrast(Color.from_rich_color(front), Color.parse(found[ground])) >= LEAST


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_code_is_legible(theme: Theme) -> None:
    found = variables(theme)
    for name, style in code_theme(found).syntax_styles.items():
        assert style.color, name
        assert not style.dim, name
        assert contrast(Color.from_rich_color(style.color), Color.parse(found["surface"])) >= LEAST, name


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_word_on_the_screens_is_legible(theme: str, tutor: Tutor, home: Path) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'theme = "{theme}"\n')
    async with tutor(size=(120, 40)) as desk:
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        desk.app.clear_notifications()
        await desk.pilot.pause()
        assert not faint(desk.app.screen)
        await desk.press("t")
        await desk.until(lambda: desk.app.screen.query_one("#try").has_focus_within)
        assert not faint(desk.app.screen)
        await windows(desk)
        await desk.press("m")
        await desk.until(lambda: desk.app.screen.query("#map"))
        await desk.press("down")
        assert not faint(desk.app.screen)
        await desk.press("0")
        await desk.until(lambda: desk.app.screen.query("#placement"))
        assert not faint(desk.app.screen)


def colourless(screen: Screen[Any]) -> list[list[tuple[str, bool, bool]]]:
    """What is left of a screen without its colours: in each line the runs of text, whether bold, whether reversed."""
    strips = screen._compositor.render_strips()  # noqa: SLF001 - what the terminal gets
    return [
        [(text, bool(style and style.bold), bool(style and style.reverse)) for text, style, _ in strip] for strip in strips
    ]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_the_terminals_own_colours_say_nothing_alone(theme: str, tutor: Tutor, home: Path) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'theme = "{theme}"\n')
    async with tutor(size=(120, 40)) as desk:
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        desk.app.clear_notifications()
        await desk.press("r")
        reading = colourless(desk.app.screen)
        assert any(text == "dout" and bold for line in reading for text, bold, _ in line)
        await desk.press("c")
        await desk.until(lambda: desk.lesson.editor.has_focus)
        assert colourless(desk.app.screen)[3] != reading[3]  # the frames of the panes
        await desk.press("escape", "m")
        await desk.until(lambda: desk.app.screen.query("#map"))
        await desk.pilot.pause()
        marked = [line for line in colourless(desk.app.screen) if any(text == POINTER for text, _, _ in line)]
        assert len(marked) == 1
        assert any("The Affine layer" in text and reverse for text, _, reverse in marked[0])


LETTERS = (("b", "#drill"), ("1", "#board"), ("ctrl+r", "#confirm"), ("ctrl+p", "#--input"))
"""Other windows, and what opens them: keys that are letters, and what is no window of the house's."""


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_row_of_a_list_is_legible_when_it_is_the_chosen_one(theme: str, tutor: Tutor, home: Path) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'theme = "{theme}"\n')
    async with tutor() as desk:
        for key, rows in (("b", "#drill-kinds"), ("g", "#glossary-terms")):
            await desk.press(key)
            await desk.until(partial(there, desk, rows), rows)
            shown = desk.app.screen.query_one(rows, OptionList)
            await desk.until(partial(getattr, shown, "option_count"))
            shown.focus()
            for _ in range(min(shown.option_count, 6)):
                await desk.pilot.pause()
                assert not faint(desk.app.screen, shown.region), rows
                await desk.press("down")
            await desk.press("escape")
            await desk.until(lambda: desk.app.screen is desk.lesson)


@pytest.mark.parametrize("theme", ["dark", "light", "ansi-dark", "ansi-light"])
async def test_the_title_of_a_fold_is_legible_when_it_has_the_focus_code_and_all(
    theme: str, tutor: Tutor, home: Path
) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'theme = "{theme}"\n')
    async with tutor("and-gate") as desk:
        for _ in range(20):
            if desk.lesson.query(CollapsibleTitle):
                break
            await desk.press("n")
        title = await desk.until(lambda: next(iter(desk.lesson.query(CollapsibleTitle)), None))
        before = colourless(desk.app.screen)
        assert "Tab" in str(desk.lesson.query_one("#fold-how", Static).render())
        await desk.press("tab")
        await desk.until(lambda: title.has_focus)
        await desk.pilot.pause()
        if theme.startswith("ansi"):
            assert colourless(desk.app.screen) != before
            assert not title.styles.background.a or title.styles.background.ansi is not None
        else:
            assert not faint(desk.app.screen, title.region)


def there(desk: Desk, selector: str) -> bool:
    found = desk.app.screen.query(selector)
    return bool(found) and bool(found.first().region)


async def windows(desk: Desk) -> None:
    await desk.press("escape")
    for key, window in (
        ("f8", "#settings"),
        ("f1", "#help"),
        ("f2", "#hint"),
        ("ctrl+o", "#history"),
        ("f9", "#glossary"),
        *LETTERS,
    ):
        await desk.press(key)
        await desk.until(partial(there, desk, window), window)
        await desk.pilot.pause()
        assert not faint(desk.app.screen, desk.app.screen.query_one(window).region), window
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.lesson)
