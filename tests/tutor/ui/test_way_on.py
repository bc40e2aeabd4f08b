"""Keys that are offered act where they are offered; screens that were left are gone."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import Static

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.model import Message, Outcome, Verdict
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.offers import WayOn
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.screens.course_screen import CourseScreen
from tutor.ui.screens.drill import DrillScreen
from tutor.ui.screens.settings import SettingsScreen


def said(desk: Desk, part: str) -> str:
    return str(desk.app.screen.query_one(part, Static).render())


def bar(desk: Desk) -> str:
    return str(desk.app.screen.query_one(KeyBar).render())


async def passed(desk: Desk) -> None:
    """As after a check that passed."""
    state, lesson = desk.lesson.state, desk.lesson.facts.id
    verdict = Verdict(lesson, Outcome.PASSED, None, Message("passed"), 1)
    desk.lesson.show(replace(state, verdict=verdict, passed=True))
    await desk.pilot.pause()


async def test_the_way_on_stays_in_the_verdict_and_names_keys_that_work_where_the_learner_is(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        assert not desk.lesson.query_one(WayOn).display
        await desk.press("c")
        await passed(desk)
        assert desk.lesson.query_one(WayOn).display
        assert "Esc, then n next lesson" in said(desk, "#verdict-way")
        await desk.press("escape")
        assert "Esc" not in said(desk, "#verdict-way")
        assert "n next lesson" in said(desk, "#verdict-way")
        assert "Next lesson" in bar(desk)
        await desk.press("r")
        assert "n next lesson" not in said(desk, "#verdict-way")
        await desk.pilot.click("#verdict-way", offset=(3, 0))
        await desk.until(lambda: isinstance(desk.app.screen, CourseScreen) and desk.app.screen.facts.id != "affine-layer")


async def test_what_lies_below_the_fold_is_read_before_a_page_is_turned(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        panel = desk.lesson.query_one(ReadPanel)
        page, first = panel.query_one("#page"), panel.page
        await desk.until(lambda: panel.more_below, "a page that is longer than its room")
        assert "n further down" in said(desk, "#page-next")
        while panel.more_below:
            before = page.scroll_offset.y
            await desk.press("n")
            assert panel.page is first
            assert page.scroll_offset.y > before
        assert "n next page" in said(desk, "#page-next")
        await desk.press("n")
        assert panel.page is not first


async def test_a_key_that_leads_to_another_lesson_leaves_letters_keys(tutor: Tutor) -> None:
    async with tutor("affine-layer") as desk:
        await desk.press("c", "escape", "n")
        await desk.until(lambda: desk.lesson.facts.id != "affine-layer" and desk.lesson.runner)
        await desk.press("p")
        await desk.until(lambda: desk.lesson.facts.id == "affine-layer" and desk.lesson.runner)
        assert desk.lesson.panes.current == "code"
        assert desk.app.focused is None


async def test_a_window_shows_its_own_keys_in_the_bar(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.press("h")
        assert "Esc Close" in bar(desk)
        assert "Next hint" in bar(desk)
        assert "Code" not in bar(desk)


async def test_after_another_language_and_another_lesson_over_a_window_nothing_old_lies_beneath(tutor: Tutor) -> None:
    async with tutor("affine-layer") as desk:
        await desk.press("f8")
        desk.app.change("language", "ja")
        await desk.until(lambda: desk.lesson.record.words.language == "ja" and isinstance(desk.app.screen, SettingsScreen))
        assert [isinstance(screen, CourseScreen) for screen in desk.app.screen_stack] == [False, True, False]
        assert "閉じる" in bar(desk)
        desk.app.push_screen(DrillScreen())
        await desk.app.go_to("relu-layer")
        assert len(desk.app.screen_stack) == 2
        assert desk.lesson.facts.id == "relu-layer"
