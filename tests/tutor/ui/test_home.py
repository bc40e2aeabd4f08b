"""The map: parts from 0, what is left of each, search over the words of all lessons."""

from __future__ import annotations

import gc
import warnings

import pytest
from textual.widgets import Input, OptionList

from tests.present import present
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.session.milestones import milestones
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.map import around
from tutor.ui.panels.reading import ReadPanel
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.placement import PlacementScreen
from tutor.ui.widgets.lists import POINTER


async def rows(desk: Desk) -> OptionList:
    await desk.press("m")
    await desk.until(
        lambda: isinstance(desk.app.screen, HomeScreen) and desk.app.screen.query_one("#map", OptionList).options
    )
    return desk.app.screen.query_one("#map", OptionList)


def listed(shown: OptionList) -> list[str]:
    return [str(option.prompt) for option in shown.options]


async def test_every_lesson_stands_in_its_part_with_its_minutes_and_none_is_locked(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        shown = await rows(desk)
        order = desk.learner.catalog.course.order
        assert [option.id for option in shown.options if option.id in order] == list(order)
        assert not any(option.disabled for option in shown.options if option.id)
        assert listed(shown)[0].startswith("0 Arrays   0/3 ✓")
        assert "min left" in listed(shown)[0]


async def test_at_the_start_no_lesson_is_read_for_the_map_beneath_the_first_one(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.until(lambda: desk.app.screen.query("#work"))
        assert not desk.app.screen_stack[0].query_one("#map", OptionList).options
        assert (await rows(desk)).options


async def test_the_questions_of_part_0_and_the_milestones_have_rows_of_their_own(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        shown = await rows(desk)
        ids = [option.id for option in shown.options]
        assert ids.index("placement") == 1
        stones = milestones(desk.learner.catalog.folder)
        assert [name for name in ids if str(name).startswith("milestone:")] == [f"milestone:{one.lesson}" for one in stones]
        shown.highlighted = 1
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, PlacementScreen))


async def test_after_the_questions_each_lesson_of_part_0_says_whether_it_is_worth_doing(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        questions = desk.learner.placement()
        assert questions
        for quiz in questions.quizzes:
            desk.learner.answer_placement(quiz.key, "whatever", not quiz.key.startswith("matrix"))
        said = {option.id: str(option.prompt) for option in (await rows(desk)).options}
        assert "worth doing" in said["matrix-product"]
        assert "not needed" in said["broadcasting"]


async def test_a_search_shows_the_line_and_opens_the_lesson_at_its_page(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        shown = await rows(desk)
        await desk.press("slash", *"sum", *["backspace"] * 3, *"two rows in the batch")
        await desk.until(lambda: [option.id for option in shown.options if option.id] == ["affine-layer"])
        assert "two rows in the batch" in listed(shown)[1].lower()
        await desk.press("enter")
        await desk.until(lambda: desk.lesson.facts.id == "affine-layer" and desk.lesson.runner)
        page = desk.lesson.query_one(ReadPanel).page
        assert "two rows in the batch" in page.markdown.lower().replace("\n", " ")


async def test_the_mark_stays_where_it_stood_when_the_map_is_drawn_again(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        shown = await rows(desk)
        shown.highlighted = shown.get_option_index("softmax")
        await desk.press("f1")
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen.query("#map"))
        await desk.pilot.pause()
        assert present(shown.highlighted_option).id == "softmax"


def drawn(desk: Desk) -> list[str]:
    return [strip.text for strip in desk.app.screen._compositor.render_strips()]  # noqa: SLF001 - what the terminal gets


async def test_the_marked_row_is_the_one_that_enter_opens_and_the_only_one_that_says_so(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        shown = await rows(desk)
        for key in ("down", "down", "slash", "down"):
            await desk.press(key)
            await desk.pilot.pause()
            said = [line for line in drawn(desk)[:-1] if POINTER in line or "Enter" in line]
            assert len(said) == 1
            assert said[0].index(POINTER) < said[0].index("Enter opens it")
            title = desk.learner.catalog.title(str(present(shown.highlighted_option).id), "en")
            assert title in said[0]
        chosen = present(shown.highlighted_option).id
        await desk.press("enter")
        await desk.until(lambda: desk.lesson.facts.id == chosen)


def test_a_long_line_is_cut_around_what_is_sought() -> None:
    line = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert around("short", "ort") == "short"
    assert around(line, "eleven", 32) == "…nine ten eleven twelve thirteen"
    assert around(line, "one", 12) == "one two thr…"


async def test_settings_that_change_twice_quickly_leave_no_search_for_reviews_behind(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await rows(desk)
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            desk.app.change("theme", "light")
            desk.app.change("theme", "dark")
            await desk.pilot.pause()
            gc.collect()
        assert not [str(one.message) for one in heard if "never awaited" in str(one.message)]


def bar(desk: Desk) -> str:
    return str(desk.app.screen.query_one(KeyBar).render())


def marked(shown: OptionList) -> str:
    return str(present(shown.highlighted_option).id)


@pytest.mark.parametrize("key", ["escape", "m"])
async def test_from_the_map_one_comes_back_to_the_lesson_whose_row_is_marked(tutor: Tutor, key: str) -> None:
    async with tutor("affine-layer") as desk:
        shown = await rows(desk)
        await desk.until(lambda: marked(shown) == "affine-layer")
        await desk.until(lambda: "Esc Back" in bar(desk), bar(desk))
        await desk.press(key)
        await desk.until(lambda: isinstance(desk.app.screen, LessonScreen) and desk.lesson.facts.id == "affine-layer")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_bar_of_the_map_shows_the_keys_of_its_list_and_in_the_search_those_that_work_there(
    tutor: Tutor, size: tuple[int, int]
) -> None:
    async with tutor("and-gate", size) as desk:
        shown = await rows(desk)
        await desk.until(lambda: shown.has_focus)
        await desk.until(lambda: "Enter Open" in bar(desk) and "↓ Move" in bar(desk), bar(desk))
        assert "/ Search" in bar(desk)
        await desk.press("slash")
        await desk.until(lambda: "Esc Clear" in bar(desk), bar(desk))
        assert "Enter Open" in bar(desk)
        for letter in ("/ Search", "c Continue", "q Quit"):
            assert letter not in bar(desk).replace("^Q Quit", "")


async def test_whoever_comes_back_from_a_lesson_that_was_found_sees_all_lessons_again(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await rows(desk)
        await desk.press("slash", *"two rows in the batch")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, LessonScreen) and desk.lesson.facts.id == "affine-layer")
        await desk.until(lambda: desk.lesson.runner)
        shown = await rows(desk)
        await desk.until(lambda: shown.option_count > 70)
        assert marked(shown) == "affine-layer"
        assert not desk.app.screen.query_one("#home-search", Input).value


async def test_no_row_of_a_narrow_map_is_broken_over_two_lines(tutor: Tutor) -> None:
    async with tutor("and-gate", (80, 24)) as desk:
        shown = await rows(desk)
        await desk.until(lambda: shown.virtual_size.height)
        assert shown.virtual_size.height == shown.option_count
        current = next(line for line in listed(shown) if "go on here" in line)
        assert current.index("go on here") < current.index("min")
