"""Keys that arrive quicker than they can be dealt with take effect in their order, wherever the learner types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import pytest
from textual import events
from textual.widgets import Input, OptionList, TextArea

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.session.context import open_learner
from tutor.storage.lock import take_lock
from tutor.ui import key_queue, keys
from tutor.ui.app import GradlingsApp
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.settings import SettingsScreen
from tutor.ui.widgets.find import FindBar
from tutor.ui.widgets.lists import Palette
from tutor.ui.widgets.try_field import TryField

NAMED = {" ": "space", "/": "slash", "?": "question_mark"}
TYPED_WITH_SLIPS = ("abc", ["backspace"], "de", ["backspace"], "f")
LEAVING = {"quit", "quit-anywhere"}


async def burst(desk: Desk, *parts: str | list[str] | events.Paste) -> None:
    """All at once: a string is typed, a list holds the names of keys. Waits until the last has had its effect."""
    for part in parts:
        if isinstance(part, events.Paste):
            desk.app.post_message(part)
        else:
            for key in part:
                desk.app.post_message(events.Key(NAMED.get(key, key), key if len(key) == 1 else None))
    await desk.pilot.pause()
    await desk.until(lambda: desk.app.typed.idle, "all keys dealt with")


async def in_the_editor(desk: Desk) -> None:
    await burst(desk, ["escape", "c"])
    desk.lesson.editor.load_text("")


async def in_try(desk: Desk) -> None:
    await burst(desk, ["escape", "t"])
    desk.lesson.query_one(TryField).put("")


async def in_find(desk: Desk) -> None:
    await burst(desk, ["escape", "ctrl+f"])
    desk.lesson.query_one(FindBar).value = ""


async def in_search(desk: Desk) -> None:
    if isinstance(desk.app.screen, LessonScreen):
        await burst(desk, ["escape", "m"])
    await burst(desk, "/")
    desk.app.screen.query_one("#home-search", Input).value = ""


async def in_settings(desk: Desk) -> None:
    await burst(desk, ["escape", "f8"])
    field = desk.app.screen.query_one("#editor", Input)
    desk.app.screen.set_focus(field)
    field.value = ""


Go: TypeAlias = Callable[[Desk], Awaitable[object]]
PLACES = [in_the_editor, in_try, in_find, in_search, in_settings]


def typed(desk: Desk) -> str:
    focused = desk.app.focused
    if isinstance(focused, TextArea):
        return focused.text
    return focused.value if isinstance(focused, Input) else desk.lesson.editor.text


@pytest.mark.parametrize("go", PLACES, ids=lambda go: go.__name__)
async def test_letters_backspaces_arrows_and_pasted_text_keep_their_order(tutor: Tutor, go: Go) -> None:
    async with tutor() as desk:
        await go(desk)
        for _ in range(5):
            await burst(desk, *TYPED_WITH_SLIPS)
            assert typed(desk) == "abdf"
            await burst(desk, ["backspace"] * 4)
        await burst(desk, "bd", ["left"], "c", ["home"], "a", ["end"], "f", ["left"], "e", ["end", "left", "delete"])
        assert typed(desk) == "abcde"
        await burst(desk, ["end"], ["backspace"] * 5, "abc", ["backspace"], events.Paste("ZZ"), ["left"], "-")
        assert typed(desk) == "abZ-Z"


async def test_undo_redo_and_selections_keep_their_order(tutor: Tutor) -> None:
    async with tutor() as desk:
        await in_the_editor(desk)
        await burst(desk, "ab", ["left", "right"], "cd", ["ctrl+z", "ctrl+y"], "e", ["shift+left", "shift+left"], "x")
        assert desk.lesson.editor.text == "abcx"


async def test_several_characters_of_an_input_method_keep_their_order(tutor: Tutor) -> None:
    async with tutor() as desk:
        await in_the_editor(desk)
        await burst(desk, "誤差", ["backspace"], "逆伝播", ["home"], "# ")
        assert desk.lesson.editor.text == "# 誤逆伝播"


TYPED_AHEAD: list[tuple[list[str | list[str]], str, str]] = [
    ([["escape", "c"], "xyz"], "#editor", "xyz"),
    ([["escape", "r", "c"], "xyz"], "#editor", "xyz"),
    ([["escape", "t"], "1 + 1"], "#try-input", "1 + 1"),
    ([["escape", "ctrl+f"], "self"], "FindBar", "self"),
    ([["escape", "f1", "escape", "c"], "xyz"], "#editor", "xyz"),
    ([["escape", "h", "escape", "c"], "xyz"], "#editor", "xyz"),
    ([["escape", "m"], "/bias"], "#home-search", "bias"),
]


async def test_what_is_typed_ahead_arrives_where_it_was_meant(tutor: Tutor) -> None:
    async with tutor() as desk:
        for parts, place, text in TYPED_AHEAD:
            await in_the_editor(desk)
            await burst(desk, *parts)
            field = desk.app.screen.query_one(place)
            assert (desk.app.focused, typed(desk)) == (field, text), parts


async def test_what_is_typed_ahead_of_the_palette_is_looked_for_in_it(tutor: Tutor) -> None:
    async with tutor() as desk:
        await burst(desk, ["ctrl+p"], "affine")
        assert isinstance(desk.app.screen, Palette)
        assert typed(desk) == "affine"


async def test_a_lesson_found_on_the_map_opens_though_all_keys_came_at_once(tutor: Tutor) -> None:
    async with tutor() as desk:
        await burst(desk, ["escape", "m"], "/nand-comp", ["enter", "enter"])
        await desk.until(lambda: isinstance(desk.app.screen, LessonScreen))
        assert desk.lesson.facts.id == "nand-computer"


async def test_keys_that_come_before_the_first_lesson_are_for_it(home: Path) -> None:
    learner = open_learner()
    with take_lock(learner.workspace.lock) as lease:
        app = GradlingsApp(learner, lease, lesson="affine-layer")
        for key in ("c", "x", "y", "z"):
            app.typed.put(events.Key(key, key))
        async with app.run_test() as pilot:
            desk = Desk(app, pilot)
            await desk.until(lambda: isinstance(app.screen, LessonScreen) and app.typed.idle)
            assert "xyz" in desk.lesson.editor.text
            await desk.quit()


async def test_quitting_waits_for_what_was_typed_before(tutor: Tutor) -> None:
    async with tutor() as desk:
        await in_the_editor(desk)
        path = desk.lesson.controller.file.path
        for key in "abc":
            desk.app.post_message(events.Key(key, key))
        desk.app.post_message(events.Key("backspace", None))
        desk.app.post_message(events.Key("ctrl+q", None))
        while desk.app.is_running:
            await desk.pilot.pause()
        assert path.read_text("utf-8") == "ab"


def remappable() -> Iterable[str]:
    return sorted({row.id for row in keys.ALL} - LEAVING)


@pytest.mark.parametrize("go", [in_the_editor, in_try, in_find, in_search], ids=lambda go: go.__name__)
async def test_no_remapped_key_holds_up_the_next_one(tutor: Tutor, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_queue, "PATIENCE", 1000.0)  # a key that waits in vain fails the test
    monkeypatch.setenv("VISUAL", "true")
    async with tutor() as desk:
        for name in remappable():
            if not isinstance(desk.app.screen, LessonScreen) and go is not in_search:  # the search has its place on the map
                await desk.open("affine-layer")
            desk.app.set_keymap({})
            await go(desk)
            desk.app.set_keymap({name: "f3"})
            await burst(desk, ["f3"], "x")
            desk.app.set_keymap({})
            while not isinstance(desk.app.screen, LessonScreen | HomeScreen):
                desk.app.pop_screen()
                await desk.pilot.pause()


async def test_a_page_down_in_a_palette_that_is_not_laid_out_yet_goes_to_the_end(tutor: Tutor) -> None:
    async with tutor() as desk:
        for key in ("pagedown", "pageup"):
            await burst(desk, ["ctrl+p"], "a", [key])
            await burst(desk, ["escape"])
        assert desk.app.is_running


async def test_page_keys_do_nothing_bad_in_lists_of_no_height(tutor: Tutor) -> None:
    async with tutor(size=(20, 5)) as desk:
        await burst(desk, ["escape", "m"])
        rows = desk.app.screen.query_one("#map", OptionList)
        rows.styles.height = 0
        await desk.pilot.pause()
        await burst(desk, ["pagedown", "pageup", "pagedown"])
        assert rows.highlighted is not None


async def test_a_page_down_in_a_menu_that_is_just_opening_goes_to_its_end(tutor: Tutor) -> None:
    async with tutor() as desk:
        await burst(desk, ["f8"])
        assert isinstance(desk.app.screen, SettingsScreen)
        desk.app.screen.set_focus(desk.app.screen.query_one("#theme"))
        await burst(desk, ["enter", "pagedown", "enter"])
        assert desk.learner.settings.theme == "ansi-light"
