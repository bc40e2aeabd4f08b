"""A lab keeps its keys, and has the whole width."""

from __future__ import annotations

from tests.tutor.ui.conftest import Tutor
from tutor.ui.figures.view import FigureView
from tutor.ui.panels.control import ControlRow
from tutor.ui.panels.lab import LabPanel
from tutor.ui.panels.verdict import VerdictPanel


async def test_arrows_and_tab_go_round_in_a_lab_and_never_into_the_code(tutor: Tutor) -> None:
    async with tutor("single-neuron") as desk:
        await desk.press("l")
        await desk.until(lambda: desk.app.labs.get("single-neuron") and desk.lesson.query_one(FigureView).figure, "a lab")
        rows = [row for row in desk.lesson.query(ControlRow) if row.display]
        for key in ("down", "tab"):
            seen = [desk.app.focused]
            for _ in rows:
                await desk.press(key)
                seen.append(desk.app.focused)
            assert seen == [*rows, rows[0]]
        await desk.press("up")
        assert desk.app.focused is rows[-1]
        await desk.press("shift+tab")
        assert desk.app.focused is rows[-2]


async def test_a_lab_has_the_whole_width_with_the_verdict_below_and_says_which_experiment_it_is(tutor: Tutor) -> None:
    async with tutor("single-neuron") as desk:
        await desk.press("l")
        figure = desk.lesson.query_one("#lab-figure", FigureView)
        await desk.until(lambda: figure.figure, "a picture")
        assert desk.lesson.query_one(LabPanel).size.width > 110
        assert not desk.lesson.editor.is_on_screen
        assert desk.lesson.query_one(VerdictPanel).is_on_screen
        drawn = "\n".join(figure.render_line(y).text for y in range(figure.size.height))
        assert "┌" in drawn, drawn
        view = next(row for row in desk.lesson.query(ControlRow) if row.plan.name == "view")
        assert "experiment 1 of 2" in str(view.render())
        await desk.press("f", "f", "c")
        assert desk.lesson.editor.is_on_screen
        await desk.press("ctrl+l")
        assert desk.lesson.editor.size.width > 110


async def test_a_long_control_stands_alone_and_the_others_two_in_a_row(tutor: Tutor) -> None:
    async with tutor("gradient-descent", (80, 24)) as desk:
        await desk.press("l")
        await desk.until(lambda: desk.lesson.query_one("#lab-figure", FigureView).figure, "a picture")
        at = {row.plan.name: row.region.y for row in desk.lesson.query(ControlRow) if row.display}
        assert at["view"] < at["lr"] == at["steps"] < at["s"]
