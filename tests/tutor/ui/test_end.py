"""The end of the course: after the last pass, behind a milestone, and again from the palette and the map."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.course.catalog import course_folder
from tutor.model import Message, Outcome, Verdict
from tutor.session.context import open_learner
from tutor.ui.screens.end import EndScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.milestone import MilestoneScreen
from tutor.ui.screens.questions import QuestionsScreen
from tutor.ui.widgets.prose import ProseView

ROW = "The end of the course: what you built"


def pass_all(*but: str) -> None:
    """Every lesson but these, in the record of the learner at hand."""
    learner = open_learner()
    for lesson in learner.catalog.course.order:
        if lesson not in but:
            text = "" if learner.lesson(lesson).kind == "quiz" else learner.catalog.text(lesson, "solution.py")
            learner.remember(learner.lesson(lesson), text, Verdict(lesson, Outcome.PASSED, None, Message("passed"), 0))
    learner.store.close()


def right(lesson: str) -> str:
    return (course_folder() / lesson / "solution.py").read_text("utf-8")


def words(desk: Desk) -> str:
    screen = desk.app.screen
    told = [*(str(one.render()) for one in screen.query("Static")), *(one.source for one in screen.query(ProseView))]
    return "\n".join(told)


def offered(desk: Desk) -> list[str]:
    return [command.title for command in desk.app.get_system_commands(desk.app.screen)]


async def ended(desk: Desk) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, EndScreen) and desk.app.screen.query(ProseView))


async def test_the_last_pass_shows_what_was_built_how_to_take_it_along_and_where_to_go(tutor: Tutor, home: Path) -> None:
    pass_all("and-gate")
    async with tutor("and-gate") as desk:
        assert ROW not in offered(desk)
        await desk.write(right("and-gate"))
        await ended(desk)
        said = words(desk)
        for part in ("lessons passed", "mistakes overcome", "Your gates add", "gradlings export", "--books", "CS231n"):
            assert part in said
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.lesson)
        await desk.write(right("and-gate") + "\n")
        await desk.judged("passed")
        assert desk.app.screen is desk.lesson  # it comes by itself once
        assert ROW in offered(desk)


async def test_where_the_last_lesson_is_a_milestone_that_comes_first(tutor: Tutor, home: Path) -> None:
    pass_all("nand-computer")
    async with tutor("nand-computer") as desk:
        await desk.write(right("nand-computer"))
        await desk.until(lambda: isinstance(desk.app.screen, MilestoneScreen) and desk.app.screen.query(ProseView))
        await desk.press("escape")
        await ended(desk)


async def test_a_milestone_left_for_its_lab_is_followed_by_nothing(tutor: Tutor, home: Path) -> None:
    pass_all("nand-computer")
    async with tutor("nand-computer") as desk:
        await desk.write(right("nand-computer"))
        await desk.until(lambda: isinstance(desk.app.screen, MilestoneScreen) and desk.app.screen.query(ProseView))
        await desk.press("l")
        await desk.until(lambda: desk.app.labs.get("nand-computer"))
        assert desk.app.screen is desk.lesson


async def test_a_lesson_of_questions_can_be_the_last(tutor: Tutor, home: Path) -> None:
    pass_all("why-loss")
    async with tutor("and-gate") as desk:
        desk.app.open_lesson("why-loss")
        await desk.until(lambda: isinstance(desk.app.screen, QuestionsScreen) and desk.app.screen.query("#status"))
        screen = desk.app.screen
        assert isinstance(screen, QuestionsScreen)
        for quiz in desk.app.learner.open_questions("why-loss"):
            screen._answer(quiz, "the right one", True)  # noqa: SLF001 - as the page does
        await ended(desk)


async def test_the_map_ends_with_a_row_for_it_and_from_there_one_comes_back(tutor: Tutor, home: Path) -> None:
    pass_all()
    async with tutor("and-gate") as desk:
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, HomeScreen))
        rows = desk.app.screen.query_one("#map", OptionList)
        await desk.until(lambda: rows.options)
        assert rows.options[-1].id == "end"
        rows.highlighted = len(rows.options) - 1
        await desk.press("enter")
        await ended(desk)
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, HomeScreen))


async def test_before_that_it_is_nowhere(tutor: Tutor, home: Path) -> None:
    async with tutor("and-gate") as desk:
        desk.app.show_end()
        await desk.pilot.pause()
        assert desk.app.screen is desk.lesson
