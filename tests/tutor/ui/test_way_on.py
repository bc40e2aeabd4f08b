"""Keys that are offered act where they are offered; screens that were left are gone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events
from textual.widgets import Static

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.model import Message, Outcome, Verdict
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.offers import WayOn
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.panels.verdict import VerdictPanel
from tutor.ui.screens.course_screen import CourseScreen
from tutor.ui.screens.drill import DrillScreen
from tutor.ui.screens.modal import Window
from tutor.ui.screens.questions import QuestionsScreen
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
        assert said(desk, "#verdict-way").startswith("Shift+N next lesson")
        await desk.pilot.click("#verdict-way", offset=(3, 0))
        await desk.until(lambda: isinstance(desk.app.screen, CourseScreen) and desk.app.screen.facts.id != "affine-layer")


async def test_the_way_on_is_whole_beside_try_in_a_small_terminal(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.press("t")
        await passed(desk)
        desk.lesson.query_one(WayOn).count(12)
        await desk.pilot.pause()
        way, verdict = desk.lesson.query_one(WayOn), desk.lesson.query_one(VerdictPanel)
        assert way.region.bottom <= verdict.region.bottom
        assert "Esc, then n next lesson  ·  Esc, then v other ways to write it" in way.render_line(0).text
        assert verdict.max_scroll_y == 0


async def test_a_key_leads_to_the_next_lesson_from_any_page(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        assert desk.lesson.query_one(ReadPanel).goes_on
        await desk.press("N")
        await desk.until(lambda: isinstance(desk.app.screen, CourseScreen) and desk.app.screen.facts.id != "affine-layer")


async def test_behind_the_details_no_page_is_turned_that_they_hide(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        assert desk.lesson.query_one(ReadPanel).goes_on
        await desk.press("d")
        assert "Next lesson" in bar(desk)
        await desk.press("n")
        await desk.until(lambda: isinstance(desk.app.screen, CourseScreen) and desk.app.screen.facts.id != "affine-layer")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("pane", ["read", "code", "lab", "try"])
async def test_full_screen_keeps_a_line_of_the_verdict_and_escape_ends_it_first(
    tutor: Tutor, pane: str, size: tuple[int, int]
) -> None:
    async with tutor("affine-layer", size) as desk:
        await desk.judged("unfinished")
        await desk.press(pane[0], "ctrl+l")
        verdict, shown = desk.lesson.query_one(VerdictPanel), desk.lesson.query_one(f"#{pane}")
        assert verdict.query_one("#verdict-message").region.height
        assert verdict.scrollable_content_region.height >= 1
        assert verdict.is_on_screen
        assert shown.size.width >= size[0] - 4
        assert shown.region.height >= size[1] - 4
        assert "Esc End full screen" in bar(desk)
        before = desk.app.focused
        await desk.press("escape")
        assert not desk.lesson.has_class("-full")
        assert desk.app.focused is before
        assert "full screen" not in bar(desk)


async def test_in_full_screen_the_way_on_is_behind_two_escapes(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.press("c", "ctrl+l")
        await passed(desk)
        assert "Esc twice, then n next lesson" in said(desk, "#verdict-way")
        assert desk.lesson.query_one(WayOn).region.bottom <= desk.lesson.query_one(VerdictPanel).region.bottom
        await desk.press("escape", "escape", "n")
        await desk.until(lambda: isinstance(desk.app.screen, CourseScreen) and desk.app.screen.facts.id != "affine-layer")


@pytest.mark.parametrize("full", [False, True])
async def test_escape_and_a_letter_that_arrive_as_alt_and_the_letter_are_two_keys(tutor: Tutor, full: bool) -> None:
    async with tutor("affine-layer") as desk:
        await desk.press("c", *(["ctrl+l"] if full else []))
        text = desk.lesson.editor.text
        await passed(desk)
        desk.app.post_message(events.Key("alt+n", "n"))
        await desk.until(lambda: isinstance(desk.app.screen, CourseScreen) and desk.app.screen.facts.id != "affine-layer")
        assert desk.learner.open_lesson("affine-layer").text == text


async def test_a_letter_with_alt_that_is_not_offered_is_left_to_the_text(tutor: Tutor) -> None:
    async with tutor("affine-layer") as desk:
        await desk.press("c")
        desk.app.post_message(events.Key("alt+n", None))
        await desk.until(lambda: desk.app.typed.idle)
        assert desk.lesson.editor.has_focus


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


@pytest.mark.parametrize("action", ["settings", "help", "glossary", "board", "drill"])
async def test_a_window_says_once_how_it_is_closed(tutor: Tutor, action: str) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.app.run_action(action)
        await desk.until(lambda: isinstance(desk.app.screen, Window) and desk.app.screen.query(KeyBar))
        assert "Esc Close" in bar(desk)
        framed = [widget.border_subtitle for widget in desk.app.screen.query("*")]
        assert not [subtitle for subtitle in framed if subtitle and "Esc" in subtitle]


async def test_the_bar_below_a_drill_says_what_enter_does(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.app.run_action("drill")
        await desk.until(lambda: isinstance(desk.app.screen, DrillScreen) and desk.app.screen.query(KeyBar))
        assert "Enter Begin" in bar(desk)
        await desk.press("enter")
        assert "Enter Check" in bar(desk)
        drill = desk.app.screen
        assert isinstance(drill, DrillScreen)
        await desk.press(*drill.drill.exercise.answer.replace("(", "").replace(")", "").replace(" ", "").replace(",", " "))
        await desk.press("enter")
        await desk.until(lambda: "Enter Next" in bar(desk), bar(desk))


async def test_the_settings_name_the_keys_of_their_fields_in_the_bar(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.press("f8")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen) and desk.app.screen.query(KeyBar))
        for part in ("Esc Close", "↓ Next field", "Enter Change", "→ Other value"):
            assert part in bar(desk)


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


async def test_the_bar_of_a_lesson_of_questions_names_no_key_that_would_do_nothing(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        desk.app.open_lesson("why-loss")
        await desk.until(lambda: isinstance(desk.app.screen, QuestionsScreen) and desk.app.screen.focused)
        assert "n Next" in bar(desk)
        assert "Esc" not in bar(desk)
        assert "r Read" not in bar(desk)
        await desk.press("l")
        await desk.until(lambda: "r Read" in bar(desk), bar(desk))
        assert "l Lab" not in bar(desk)
