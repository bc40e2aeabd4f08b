"""Labs under real keys: what is drawn is read at once, and the controls are those of the experiment that is seen."""

from __future__ import annotations

import pytest

from engine.figures import Bars, Board
from tests.busy import busy
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.session.context import LearnerContext
from tutor.session.experiment import unseen
from tutor.ui.figures.sheet import SheetView
from tutor.ui.figures.view import FigureView
from tutor.ui.panels.control import ControlRow
from tutor.ui.panels.lab import LabPanel
from tutor.ui.widgets.try_field import TryField


def read(desk: Desk) -> int | None:
    """The digit that the bars beside the sheet mark."""
    figure = desk.lesson.query_one("#lab-figure", FigureView).figure
    bars = [part for part in figure.figures if isinstance(part, Bars)] if isinstance(figure, Board) else []
    return bars[0].marked if bars else None


def controls(desk: Desk) -> list[str]:
    return [row.plan.name for row in desk.lesson.query(ControlRow) if row.display]


async def test_a_digit_is_read_while_it_is_drawn_and_whose_code_read_it_is_said(tutor: Tutor) -> None:
    async with tutor("mnist-inference", (80, 24)) as desk:
        await desk.press("escape", "l")
        await desk.until(lambda: desk.app.labs.get("mnist-inference"), "a lab")
        assert controls(desk) == ["view", "batch", "skip"]
        await desk.press("right", "right")
        assert controls(desk) == ["view"]
        await desk.press("up", "7")
        await desk.until(lambda: read(desk) == 7, "a seven")
        await desk.press("3")
        await desk.until(lambda: read(desk) == 3, "a three")
        assert "model answer" in str(desk.lesson.query_one("#lab-owner").render())
        assert desk.lesson.query_one(SheetView).size.height == 14


async def test_a_record_that_cannot_be_read_is_told_and_the_lab_begins_when_it_is_asked_for_again(
    tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor("two-layer-net") as desk:
        await desk.judged("unfinished")
        with monkeypatch.context() as patched:
            patched.setattr(LearnerContext, "for_lab", busy)
            await desk.press("escape", "l")
            await desk.until(lambda: "in use by another program" in str(desk.lesson.query_one("#lab-owner").render()))
        desk.lesson.query_one(LabPanel).open()
        await desk.until(lambda: desk.app.labs.get("two-layer-net"), "a lab")


async def test_another_lesson_says_that_a_lab_runs_until_it_is_over(tutor: Tutor) -> None:
    async with tutor("gradient-descent") as desk:
        lab = await desk.to_lab()
        await desk.press("n")
        await desk.until(lambda: desk.lesson.facts.id != "gradient-descent" and desk.lesson.runner, "the next lesson")
        await desk.until(lambda: not lab.running, "the end of the lab")
        await desk.until(lambda: "saved" in desk.status and "lab running" not in desk.status, "a line without the lab")


async def test_a_lab_goes_on_while_the_screen_that_showed_it_is_taken_down(tutor: Tutor) -> None:
    async with tutor("two-layer-net") as desk:
        lab = await desk.to_lab()
        frames = lab.frames
        await desk.lesson.query("#lab-owner, #lab-figure").remove()
        await desk.until(lambda: lab.frames > frames, "a frame that nobody can show")
        assert lab.running


async def test_a_lesson_that_is_left_hears_no_more_of_its_lab_and_its_try(tutor: Tutor) -> None:
    async with tutor("gradient-descent") as desk:
        lab = await desk.to_lab()
        await desk.until(lambda: lab.show != unseen, "the panel that shows it")
        await desk.press("escape", "t")
        field = desk.lesson.query_one(TryField)
        await desk.until(lambda: field.has_focus)
        field.put("while True: pass")
        await desk.press("enter")
        (running,) = await desk.until(lambda: [one for one in desk.app.workers if one.group == "try"], "the try")
        await desk.lesson.leave()
        assert lab.show == unseen
        assert running.is_cancelled


async def test_a_new_panel_goes_on_seeing_a_lab_when_the_one_before_it_goes(tutor: Tutor) -> None:
    async with tutor("two-layer-net") as desk:
        lab = await desk.to_lab()
        await desk.until(lambda: lab.show != unseen, "the panel that shows it")
        lab.show = seen = lambda _: None
        desk.lesson.query_one(LabPanel).let_go()
        assert lab.show == seen
