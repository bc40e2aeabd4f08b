"""The history inside the tutor, and the offer of what was typed and never saved."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.present import present
from tests.tutor.ui.answers import AVERAGED, RIGHT
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.session.context import LearnerContext, open_learner
from tutor.storage.lock import take_lock
from tutor.ui.screens.history import HistoryScreen

FILE = "gradlings/backpropagation/affine_layer.py"
DRAFT = "gradlings/.gradlings/unsaved/backpropagation/affine_layer.py"


def kept(desk: Desk) -> list[str]:
    return [text.text for text in desk.learner.store.history("from-scratch/affine-layer")]


def left_behind(home: Path, saved: str, typed: str) -> None:
    """A workspace as a killed tutor leaves it, in the middle of typing."""
    for name, text in ((FILE, saved), (DRAFT, typed)):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    os.utime(home / FILE, (0, 0))


def slow_to_save(desk: Desk) -> LearnerContext:
    """The learner with a pause that does not end in a test: what is typed stays unsaved."""
    return replace(desk.learner, settings=replace(desk.learner.settings, typing_pause_ms=600_000))


async def history(desk: Desk, key: str = "y") -> HistoryScreen:
    await desk.press(key)
    await desk.until(lambda: isinstance(desk.app.screen, HistoryScreen) and desk.app.screen.query("#history-lines"))
    screen = desk.app.screen
    assert isinstance(screen, HistoryScreen)
    await desk.until(lambda: str(screen.query_one("#history-lines").render()))
    return screen


@pytest.mark.parametrize("size", [(80, 24), (150, 46)])
async def test_an_earlier_text_is_compared_and_put_back_and_the_one_before_it_kept(
    tutor: Tutor, home: Path, size: tuple[int, int]
) -> None:
    async with tutor(size=size) as desk:
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        screen = await history(desk)
        rows = screen.query_one("#history-kept", OptionList)
        assert "this is the text as it is now" in str(screen.query_one("#history-lines").render()).lower()
        assert screen.query_one("#history-lines").region.width > 20  # and it is in sight
        assert "✓ passed" in str(rows.get_option_at_index(1).prompt)
        await desk.press("down")
        await desk.until(lambda: "+         self.db = dout.sum" in str(screen.query_one("#history-lines").render()))
        assert "-         self.db = dout.mean" in str(screen.query_one("#history-lines").render())
        await desk.press("enter")
        await desk.until(lambda: desk.lesson.editor.text == RIGHT)
        await desk.saved()
        assert kept(desk)[:2] == [RIGHT, AVERAGED]
    assert (home / FILE).read_text("utf-8") == RIGHT


async def test_a_restored_text_can_be_undone_and_what_was_not_saved_yet_is_kept(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.write(RIGHT)
        await desk.judged("passed")
        present(desk.lesson.runner).follow(slow_to_save(desk))
        desk.lesson.editor.replace_text(AVERAGED)
        await history(desk)
        await desk.press("end", "home", "enter")
        await desk.until(lambda: desk.lesson.editor.text == RIGHT)
        assert AVERAGED in kept(desk)
        await desk.press("c", "ctrl+z")
        await desk.until(lambda: desk.lesson.editor.text == AVERAGED)


async def test_closing_the_history_changes_nothing_and_its_function_key_works_in_the_editor(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        await desk.press("c")
        await history(desk, "ctrl+o")
        await desk.press("down", "escape")
        await desk.until(lambda: desk.app.screen is desk.lesson)
        assert desk.lesson.editor.text == AVERAGED
        assert desk.lesson.editor.has_focus


async def test_a_tutor_that_may_not_write_shows_the_history_and_puts_nothing_back(tutor: Tutor, home: Path) -> None:
    async with tutor() as desk:
        await desk.write(AVERAGED)
        await desk.saved()
    with take_lock(open_learner().workspace.lock):
        async with tutor() as desk:
            await history(desk)
            await desk.press("end", "enter")
            await desk.until(lambda: any("read-only, so nothing" in line for line in desk.told))
    assert (home / FILE).read_text("utf-8") == AVERAGED


async def test_what_was_typed_and_never_saved_is_offered_and_taken(tutor: Tutor, home: Path) -> None:
    left_behind(home, AVERAGED, RIGHT)
    async with tutor() as desk:
        assert desk.lesson.editor.text == AVERAGED
        assert "You typed on" in str(desk.lesson.query_one("#unsaved").render())
        assert {RIGHT, AVERAGED} <= set(kept(desk))
        await desk.press("u")
        await desk.until(lambda: desk.lesson.editor.text == RIGHT)
        await desk.judged("passed")
        assert not desk.lesson.query("#unsaved")
        assert {RIGHT, AVERAGED} <= set(kept(desk))
    assert (home / FILE).read_text("utf-8") == RIGHT
    assert not (home / DRAFT).exists()


async def test_what_was_typed_and_never_saved_is_left_and_stays_in_the_history(tutor: Tutor, home: Path) -> None:
    left_behind(home, AVERAGED, RIGHT)
    async with tutor() as desk:
        await desk.press("k")
        await desk.until(lambda: not (home / DRAFT).exists())
        assert desk.lesson.editor.text == AVERAGED
        assert {RIGHT, AVERAGED} <= set(kept(desk))
    assert (home / FILE).read_text("utf-8") == AVERAGED
    async with tutor() as desk:
        assert not desk.lesson.query("#unsaved")


async def test_an_offer_waits_for_nobody_and_is_made_again(tutor: Tutor, home: Path) -> None:
    left_behind(home, AVERAGED, RIGHT)
    async with tutor() as desk:
        await desk.judged("wrong", "bias-averaged")
        await desk.press("n")
    async with tutor() as desk:
        assert desk.lesson.query("#unsaved")
    assert (home / FILE).read_text("utf-8") == AVERAGED


async def test_the_tutor_starts_where_something_typed_was_never_saved(tutor: Tutor, home: Path) -> None:
    async with tutor() as desk:
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.press("n")
    (home / DRAFT).parent.mkdir(parents=True, exist_ok=True)
    (home / DRAFT).write_text(AVERAGED, "utf-8")
    async with tutor(None) as desk:
        assert desk.lesson.facts.id == "affine-layer"
        assert desk.lesson.query("#unsaved")
    async with tutor("and-gate") as desk:
        await desk.until(lambda: any("was not saved" in line for line in desk.told))


async def test_typing_on_beside_an_offer_loses_neither(tutor: Tutor, home: Path) -> None:
    left_behind(home, AVERAGED, RIGHT)
    async with tutor() as desk:
        await desk.write(AVERAGED + "# mine\n")
        await desk.saved()
        await desk.press("u")
        await desk.until(lambda: desk.lesson.editor.text == RIGHT)
        await desk.saved()
        assert {RIGHT, AVERAGED, AVERAGED + "# mine\n"} <= set(kept(desk))


async def test_where_nothing_waits_the_keys_of_the_offer_are_not_there(tutor: Tutor) -> None:
    async with tutor() as desk:
        offered = {command.title for command in desk.app.get_system_commands(desk.lesson)}
        assert desk.learner.words("key.history") in offered
        assert desk.learner.words("key.take-draft") not in offered


async def test_a_change_from_outside_keeps_what_was_typed_an_instant_before(tutor: Tutor, home: Path) -> None:
    """No pause has ended, and the word of the last change may be on its way."""
    (home / "settings.toml").write_text('language = "en"\nanimations = false\ntyping_pause_ms = 2000\n', "utf-8")
    async with tutor() as desk:
        await desk.judged("unfinished")
        desk.lesson.editor.replace_text(AVERAGED)
        (home / FILE).write_text(RIGHT, "utf-8")
        await desk.until(lambda: desk.lesson.editor.text == RIGHT)
        assert AVERAGED in kept(desk)
        assert any("had typed and not saved" in line for line in desk.told)
