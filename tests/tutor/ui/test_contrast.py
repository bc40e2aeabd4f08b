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


def there(desk: Desk, selector: str) -> bool:
    return bool(desk.app.screen.query(selector))


async def windows(desk: Desk) -> None:
    await desk.press("escape")
    for key, window in (("f8", "#settings"), ("f1", "#help"), ("f2", "#hint"), ("ctrl+o", "#history"), ("f9", "#glossary")):
        await desk.press(key)
        await desk.until(partial(there, desk, window), window)
        await desk.pilot.pause()
        assert not faint(desk.app.screen, desk.app.screen.query_one(window).region), window
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.lesson)
