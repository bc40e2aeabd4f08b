"""A milestone's own view: after the pass, and again from the map."""

from __future__ import annotations

from textual.widgets import OptionList

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.course.catalog import course_folder
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.milestone import MilestoneScreen
from tutor.ui.widgets.prose import ProseView

LESSON = "nand-computer"
RIGHT = (course_folder() / LESSON / "solution.py").read_text("utf-8")


def words(desk: Desk) -> str:
    """Everything that the view says."""
    screen = desk.app.screen
    return "\n".join(
        [*(str(one.render()) for one in screen.query("Static")), *(one.source for one in screen.query(ProseView))]
    )


async def passed(desk: Desk) -> None:
    await desk.write(RIGHT)
    await desk.until(lambda: isinstance(desk.app.screen, MilestoneScreen) and desk.app.screen.query(ProseView))


async def test_passing_a_milestone_shows_what_the_code_did_who_fought_with_it_and_what_is_next(tutor: Tutor) -> None:
    async with tutor(LESSON) as desk:
        await passed(desk)
        said = words(desk)
        for part in ("Your gates add 8-bit numbers", "Rosenblatt", "1957", "lines, your own", "From three numbers a gate"):
            assert part in said
        assert "Not measured yet" in said
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.lesson)
        await desk.write(RIGHT + "\n")
        await desk.judged("passed")
        assert desk.app.screen is desk.lesson  # it is told once


async def test_its_lab_measures_and_the_map_shows_it_again_with_the_numbers(tutor: Tutor) -> None:
    async with tutor(LESSON) as desk:
        await passed(desk)
        await desk.press("l")
        lab = await desk.until(lambda: desk.app.labs.get(LESSON))
        await desk.until(lambda: "all.tried" in lab.facts)
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, HomeScreen))
        rows = desk.app.screen.query_one("#map", OptionList)
        await desk.until(lambda: rows.options)
        rows.highlighted = rows.get_option_index(f"milestone:{LESSON}")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, MilestoneScreen))
        assert "sums are right so far" in words(desk)


async def test_from_it_one_goes_on_to_the_next_lesson(tutor: Tutor) -> None:
    async with tutor(LESSON) as desk:
        await passed(desk)
        await desk.press("n")
        await desk.until(lambda: desk.lesson.facts.id == "step-function")


async def test_one_that_lies_ahead_tells_its_history_and_claims_nothing(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        assert desk.app.celebrate("two-layer-net")
        await desk.until(lambda: isinstance(desk.app.screen, MilestoneScreen) and desk.app.screen.query(ProseView))
        said = words(desk)
        assert "This lies ahead" in said
        assert "1986" in said
        assert not desk.app.screen.query(".number")
        await desk.press("n")
        await desk.until(lambda: desk.lesson.facts.id == "two-layer-net")
