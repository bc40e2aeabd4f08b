"""The palette knows every command, wherever it is opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.command import Command, CommandList
from textual.widgets import Input, OptionList

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.cli.parser import COMMANDS
from tutor.ui import keys, themes
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.screens.confirm import ConfirmScreen
from tutor.ui.screens.course_screen import CourseScreen
from tutor.ui.screens.history import HistoryScreen
from tutor.ui.screens.modal import Window
from tutor.ui.screens.questions import QuestionsScreen


def offered(desk: Desk) -> set[str]:
    return {command.title for command in desk.app.get_system_commands(desk.app.screen)}


async def test_what_cannot_be_done_yet_is_there_and_says_why(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        commands = {command.title: command.callback for command in desk.app.get_system_commands(desk.app.screen)}
        assert {desk.learner.words(f"key.{name}") for name in ("versions", "redo", "background", "history")} <= set(commands)
        commands[desk.learner.words("key.redo")]()
        await desk.until(lambda: desk.learner.words("redo.after-passing") in desk.told)


async def test_from_the_map_history_opens_the_lesson_and_its_history(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        await desk.press("m")
        await desk.until(lambda: desk.app.screen.query("#map") and desk.app.screen.query_one("#map", OptionList).options)
        title = desk.learner.catalog.title("affine-layer", "en")
        shown = [row for row in keys.LESSON if row.id not in ("leave", "next", "previous", "map")]
        assert {f"{desk.learner.words(f'key.{row.id}')}: {title}" for row in shown} <= offered(desk)
        await desk.press("ctrl+p", *"history")
        await desk.until(lambda: desk.app.screen.query("CommandList").first(OptionList).option_count)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, HistoryScreen))
        assert desk.lesson.facts.id == "affine-layer"


async def test_a_lesson_of_questions_has_its_commands_too(tutor: Tutor) -> None:
    async with tutor() as desk:
        desk.app.open_lesson("why-loss")
        await desk.until(lambda: isinstance(desk.app.screen, QuestionsScreen))
        assert {desk.learner.words(f"key.{row.id}") for row in keys.QUESTIONS if row.id not in ("leave", "lab")} <= offered(
            desk
        )


async def first_found(desk: Desk, query: str) -> str:
    """The title of the first row that the palette finds."""
    await desk.press("ctrl+p", *query)
    shown = desk.app.screen.query("CommandList").first(CommandList)

    def first() -> str:
        return str(shown.options[0].hit.text) if shown.options and isinstance(shown.options[0], Command) else ""

    await desk.until(lambda: query in first().lower())
    return first()


@pytest.mark.parametrize("place", ["lesson", "map"])
async def test_every_command_of_the_shell_is_found_by_its_name(tutor: Tutor, place: str) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        if place == "map":
            await desk.press("m")
            await desk.until(lambda: desk.app.screen.query("#map"))
        titles = " ".join(offered(desk)).lower().split()
        for_authors = {"lint", "new"}
        assert {*COMMANDS} - for_authors <= {title.strip(":") for title in titles}


async def test_in_japanese_too_a_command_of_the_shell_is_found_by_its_name(tutor: Tutor, home: Path) -> None:
    (home / "settings.toml").write_text('language = "ja"\nanimations = false\n', "utf-8")
    async with tutor() as desk:
        assert {"reset: ひな型に戻す", "hint: ヒント", "list: 地図"} <= offered(desk)


async def test_reset_finds_the_way_back_to_the_stub_first(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        assert await first_found(desk, "reset") == "reset: Back to the stub"
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmScreen))


async def test_what_has_no_place_here_says_what_to_type_in_a_shell(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        await first_found(desk, "doctor")
        await desk.press("enter")
        await desk.until(lambda: any("`gradlings doctor`" in told for told in desk.told))


async def test_search_from_a_lesson_leads_to_the_map(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        assert await first_found(desk, "search") == "search: Search, on the map"
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen.query("#home-search"))


def painted(desk: Desk) -> list[list[tuple[str, object]]]:
    """What the terminal gets, line by line, with its colours."""
    strips = desk.app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no other name
    return [[(part.text, part.style) for part in strip.simplify()] for strip in strips]


async def choose(desk: Desk, title: str) -> None:
    """A command from the palette, by its whole title."""

    def found() -> int | None:
        shown = desk.app.screen.query("CommandList").first(CommandList)
        return next((at for at, row in enumerate(shown.options) if isinstance(row, Command) and row.hit.text == title), None)

    await desk.press("ctrl+p", *title.split()[-1])
    at = await desk.until(lambda: found() is not None and desk.app.screen.query("CommandList").first(CommandList))
    at.highlighted = found()
    await desk.press("enter")


async def open_window(desk: Desk, key: str) -> None:
    await desk.press(key)
    await desk.until(lambda: isinstance(desk.app.screen, Window) and desk.app.screen.query(KeyBar))
    await desk.press("tab", "shift+tab")
    for field in desk.app.screen.query(Input):
        field.cursor_blink = False


@pytest.mark.parametrize("key", ["h", "f8", "f1", "g", "1", "b"])
async def test_another_theme_from_the_palette_over_a_window_leaves_nothing_old_in_it_or_beneath(
    tutor: Tutor, home: Path, key: str
) -> None:
    """All is as in a tutor that began with that theme."""
    settings = home / "settings.toml"
    shown = []
    for begun in ("dark", "light"):
        settings.write_text(f'language = "en"\nanimations = false\nlive_checks = false\ntheme = "{begun}"\n', "utf-8")
        async with tutor("affine-layer") as desk:
            await open_window(desk, key)
            window = desk.app.screen
            if begun == "dark":
                await choose(desk, "Theme: light")
                await desk.until(lambda over=window: desk.app.screen is over)  # type: ignore[misc]
            assert desk.app.theme == themes.LIGHT.name
            over = painted(desk)
            await desk.press("escape")
            await desk.until(lambda: isinstance(desk.app.screen, CourseScreen))
            shown.append((over, painted(desk)))
        shutil.rmtree(home / "gradlings")  # or the second begins where the first was left
    assert shown[0] == shown[1]
