"""A lab keeps its keys, and has the whole width."""

from __future__ import annotations

import pytest

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.ui.figures.view import FigureView
from tutor.ui.panels.control import ControlRow
from tutor.ui.panels.lab import LabPanel
from tutor.ui.panels.verdict import VerdictPanel
from tutor.ui.screens.help import HelpScreen
from tutor.ui.widgets.prose import ProseView


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


def line(desk: Desk) -> str:
    return str(desk.lesson.query_one("#lab-owner").render())


async def test_a_lab_that_does_not_move_names_no_key_that_pauses_or_starts_again(tutor: Tutor) -> None:
    async with tutor("xor-gate", (80, 24)) as desk:
        await desk.press("l")
        await desk.until(lambda: "change" in line(desk), "the keys")
        lab = desk.app.labs.get("xor-gate")
        await desk.until(lambda: lab and lab.frames and not lab.running, "all there is to see")
        assert "↑↓ Tab choose  ←→ change  f full screen" in line(desk).splitlines()[-1]
        assert "f full screen" in line(desk)
        assert "Space" not in line(desk)
        assert "again" not in line(desk)


async def test_a_lab_that_moves_names_the_keys_that_act_while_it_runs_and_when_it_is_over(tutor: Tutor) -> None:
    async with tutor("gradient-descent", (80, 24)) as desk:
        await desk.press("l")
        await desk.until(lambda: "Space pauses  0 starts again" in line(desk), "the keys")
        await desk.until(lambda: "Space" not in line(desk), "its end")
        assert "0 starts again" in line(desk)
        await desk.press("right")
        await desk.until(lambda: "again" not in line(desk), "a view that stands still")


async def test_what_ends_full_screen_is_said_once_in_the_bar_and_in_the_lab(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.press("l")
        await desk.until(lambda: "f full screen" in line(desk), "the keys")
        await desk.press("f")
        await desk.until(lambda: "Esc ends full screen" in line(desk), "the keys of full screen")
        bar = str(desk.lesson.query_one("#keys").render())
        assert "Esc End full screen" in bar
        assert "f Full screen" not in bar
        await desk.press("escape")
        await desk.until(lambda: "f full screen" in line(desk), "the keys again")


async def test_help_in_a_lab_begins_with_its_keys_and_gives_them_no_other_meaning(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.press("l")
        await desk.until(lambda: "f full screen" in line(desk), "the keys")
        await desk.press("f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen), "help")
        said = desk.app.screen.query_one(ProseView).source
        assert said.startswith("### In a lab")
        assert "`0` starts it again" in said
        assert "Six questions" not in said
        assert not [row for row in said.splitlines() if row.startswith(("0 ", "n, →", "p, ←"))]


async def test_help_elsewhere_says_what_the_keys_of_a_lab_are_and_where_six_questions_wait(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.press("escape", "f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen), "help")
        said = desk.app.screen.query_one(ProseView).source
        assert "### In a lab" in said
        assert "Six questions" in said


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (150, 46)])
async def test_below_a_lab_all_of_a_verdict_of_some_lines_is_seen(tutor: Tutor, size: tuple[int, int]) -> None:
    async with tutor("and-gate", size) as desk:
        await desk.until(lambda: "Make b lower" in desk.message, "a verdict")
        await desk.press("l")
        await desk.until(lambda: "f full screen" in line(desk), "the keys")
        assert desk.lesson.query_one(VerdictPanel).max_scroll_y == 0
