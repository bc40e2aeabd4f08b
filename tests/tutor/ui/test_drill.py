"""Drills in a window, and what is due for review on the map."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from time import time

import pytest
from textual.widgets import Input, OptionList

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.model import Message, Outcome, Verdict
from tutor.practice.exercise import DrillKind
from tutor.storage.store import open_store
from tutor.ui.screens.drill import DrillScreen
from tutor.ui.screens.home import HomeScreen

LONG_AGO = 100 * 86400


async def drilled(desk: Desk, row: int = 0) -> DrillScreen:
    """Open the window and choose a row: all, shapes, graphs, gradients."""
    await desk.press("b")
    await desk.until(lambda: isinstance(desk.app.screen, DrillScreen) and desk.app.screen.query("#drill-kinds"))
    screen = desk.app.screen
    assert isinstance(screen, DrillScreen)
    await desk.until(lambda: screen.query_one("#drill-kinds").has_focus)
    await desk.press(*["down"] * row, "enter")
    await desk.until(lambda: screen.query_one("#drill-typed").has_focus)
    return screen


async def reply(desk: Desk, screen: DrillScreen, text: str) -> str:
    screen.query_one("#drill-typed", Input).value = text
    await desk.press("enter")
    return said(screen, "reply")


def said(screen: DrillScreen, part: str) -> str:
    return str(screen.query_one(f"#drill-{part}").render())


async def test_right_answers_go_on_to_new_ones_and_are_recorded(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        screen = await drilled(desk)
        for kind in DrillKind:
            exercise = screen.drill.exercise
            assert exercise.kind is kind
            assert exercise.asked in said(screen, "asked")
            assert f"✓ Right: {exercise.answer}" in await reply(desk, screen, exercise.answer)
            await desk.press("enter")
        kept = desk.learner.store.drill_answers()
        assert [(one.kind, one.level, one.correct) for one in kept] == [(kind, 1, True) for kind in DrillKind]


async def test_a_wrong_answer_is_explained_and_the_graph_shows_its_numbers(tutor: Tutor) -> None:
    async with tutor("and-gate", size=(80, 24)) as desk:
        screen = await drilled(desk, 2)
        exercise = screen.drill.exercise
        explained = await reply(desk, screen, "12345")
        assert f"✗ Not 12345: it is {exercise.answer}." in explained
        assert desk.learner.words.say(exercise.steps[-1]) in explained
        assert exercise.solved
        assert screen.query_one("#drill-graph").figure == exercise.solved.graph  # type: ignore[attr-defined]


async def test_what_is_no_answer_costs_nothing(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        screen = await drilled(desk, 3)
        assert "That is no number." in await reply(desk, screen, "what?")
        assert desk.learner.store.drill_answers() == ()
        assert "✓" in await reply(desk, screen, screen.drill.exercise.answer)


@pytest.mark.parametrize("kind", DrillKind)
async def test_the_field_is_seen_in_a_small_terminal_however_hard_the_exercise(tutor: Tutor, kind: DrillKind) -> None:
    async with tutor("and-gate", size=(80, 24)) as desk:
        desk.learner.store.answer_drill(kind, "any", 5, "", True)
        screen = await drilled(desk, 1 + list(DrillKind).index(kind))
        assert screen.drill.exercise.level == 5
        for _ in range(2):  # before and after an answer
            field, window = screen.query_one("#drill-typed"), screen.query_one("#drill")
            assert field.region.height == 1
            assert window.region.contains_region(field.region)
            await reply(desk, screen, "1, 2" if kind is DrillKind.SHAPES else "12345")
            await desk.pilot.pause()


async def test_the_page_moves_while_the_field_keeps_the_focus(tutor: Tutor) -> None:
    async with tutor("and-gate", size=(80, 14)) as desk:
        screen = await drilled(desk, 2)
        page = screen.query_one("#drill-page")
        await reply(desk, screen, "12345")
        await desk.until(lambda: page.scroll_y > 0)
        await desk.press("up", "up", "up", "up", "up", "up", "up", "up")
        await desk.until(lambda: page.scroll_y == 0)
        assert screen.query_one("#drill-typed").has_focus


async def test_escape_leads_back_to_the_lesson(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await drilled(desk)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.lesson)


async def test_its_key_is_a_letter_in_the_editor(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        before = desk.lesson.editor.text
        await desk.press("c", "b")
        await desk.until(lambda: desk.lesson.editor.text != before)
        assert desk.app.screen is desk.lesson


async def test_the_palette_knows_it(tutor: Tutor) -> None:
    async with tutor() as desk:
        titles = {command.title for command in desk.app.get_system_commands(desk.lesson)}
        assert desk.learner.words("key.drill") in titles


def test_the_start_of_the_tutor_loads_neither_drills_nor_numpy_nor_fsrs() -> None:
    program = (
        "import sys, tutor.ui.app, tutor.ui.screens.lesson, tutor.ui.screens.home\n"
        "print([name for name in ('numpy', 'fsrs', 'tutor.practice.drill', 'tutor.practice.review') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


# --- review ---


def passed_long_ago(desk: Desk, *lessons: str) -> None:
    opened = open_store(desk.learner.workspace.database, now=lambda: time() - LONG_AGO)
    with closing(opened.store) as store:
        for lesson in lessons:
            verdict = Verdict(lesson, Outcome.PASSED, None, Message("passed"), seed=0)
            store.record_verdict(desk.learner.key(lesson), "text", verdict, "hash")


async def on_the_map(desk: Desk) -> OptionList:
    await desk.press("m")
    await desk.until(
        lambda: isinstance(desk.app.screen, HomeScreen) and desk.app.screen.query_one("#map", OptionList).options
    )
    await desk.until(lambda: all(worker.is_finished for worker in desk.app.workers if worker.group == "review"))
    return desk.app.screen.query_one("#map", OptionList)


def due_rows(shown: OptionList) -> list[str]:
    return [str(option.prompt) for option in shown.options if str(option.id).startswith("review:")]


async def test_what_is_due_has_a_line_under_the_lesson_to_go_on_with(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        passed_long_ago(desk, "relu-layer")
        shown = await on_the_map(desk)
        await desk.until(lambda: due_rows(shown))
        assert due_rows(shown) == ["  ↻ Review: 1 due, 1 min"]
        ids = [option.id for option in shown.options]
        assert ids[ids.index("and-gate") + 1] == "review:relu-layer"


async def test_its_line_leads_to_the_first_question_of_what_is_due(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        passed_long_ago(desk, "relu-layer")
        shown = await on_the_map(desk)
        await desk.until(lambda: due_rows(shown))
        await desk.press("down", "enter")
        await desk.until(lambda: desk.lesson.facts.id == "relu-layer" and desk.lesson.runner)
        quiz = desk.learner.catalog.prose("relu-layer", "en").quizzes[0]
        bookmark = desk.learner.store.bookmark(desk.learner.key("relu-layer"))
        assert bookmark
        assert bookmark.step == f"quiz-{quiz.key}"


async def test_a_newcomers_map_has_no_such_line(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        assert due_rows(await on_the_map(desk)) == []


async def test_it_can_be_switched_off(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        passed_long_ago(desk, "relu-layer")
        desk.app.change("review", False)
        assert due_rows(await on_the_map(desk)) == []
