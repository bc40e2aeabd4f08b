"""Small things that one sees: nothing is cut in the middle, and every word has its own colour."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.content import Content
from textual.widgets import Static

from tests.tutor.ui.conftest import Tutor
from tutor.course.catalog import course_folder
from tutor.session.milestones import milestones
from tutor.ui.figures.view import FigureView
from tutor.ui.panels.header import MORE, in_room
from tutor.ui.panels.verdict import VerdictPanel
from tutor.ui.screens.board import BoardScreen
from tutor.ui.screens.glossary import GlossaryScreen
from tutor.ui.screens.help import HelpScreen
from tutor.ui.widgets.lists import RowList
from tutor.ui.widgets.prose import ProseView
from tutor.ui.widgets.strip import PieceStrip

LETTERS = ["x: (N, D)", "W: (D, M)", "b: (M,)", "dout: (N, M)"]


@pytest.mark.parametrize("width", range(14, 60))
def test_of_the_shapes_of_letters_each_is_whole_or_left_out(width: int) -> None:
    said = in_room(LETTERS, width)
    assert cell_len(said) <= width
    shown = said.removesuffix(MORE).strip().replace("   ", "  ").split("  ")
    assert shown == LETTERS[: len(shown)]
    assert said.endswith(MORE) == (len(shown) < len(LETTERS))


async def test_the_head_of_a_lesson_cuts_no_shape(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        formula = desk.lesson.query_one("#formula", Static)
        last = formula.render_line(1).text.rstrip()
        assert last.endswith((")", f")  {MORE}"))


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_code_in_prose_has_the_colour_that_it_has_in_messages_and_not_that_of_an_error(
    tutor: Tutor, theme: str
) -> None:
    async with tutor("affine-layer") as desk:
        desk.app.change("theme", theme)
        prose = ProseView("with `dout` in it")
        await desk.lesson.query_one("#right").mount(prose)
        await desk.until(lambda: prose.children)
        await desk.until(lambda: prose.children[0].get_component_styles("code_inline").color.a, "styled")
        found = prose.children[0].get_component_styles("code_inline").color
        assert found.rgb == Color.parse(desk.app.theme_variables["text-accent"]).rgb


async def test_windows_show_no_backticks(tutor: Tutor) -> None:
    async with tutor("affine-layer") as desk:
        await desk.app.run_action("board")
        await desk.until(lambda: isinstance(desk.app.screen, BoardScreen) and desk.app.screen.query("#board-below"))
        assert "`" not in str(desk.app.screen.query_one("#board-below", Static).render())
        await desk.press("escape", "g")
        await desk.until(lambda: isinstance(desk.app.screen, GlossaryScreen) and desk.app.screen.query_one(RowList).options)
        entries = [option.prompt for option in desk.app.screen.query_one(RowList).options]
        assert all(isinstance(entry, Content) and "`" not in entry.plain for entry in entries)


async def test_help_says_where_each_key_works(tutor: Tutor) -> None:
    async with tutor("affine-layer") as desk:
        await desk.press("f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        text = desk.app.screen.query_one(ProseView).source
        lesson, rest = text.split("**On the map**")
        assert "Leave the search" not in lesson
        assert "Leave the search" in rest.split("**Anywhere**")[0]
        assert "Quit" in rest.split("**Anywhere**")[1]


async def test_beside_a_lab_at_work_in_a_small_terminal_nothing_is_cut_and_no_row_is_left_empty(
    tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor("single-neuron", (80, 24)) as desk:
        await desk.judged("unfinished")
        await desk.press("l")
        await desk.until(lambda: desk.lesson.query_one("#lab-figure", FigureView).figure, "a picture")
        verdict = desk.lesson.query_one(VerdictPanel)
        lines = desk.lesson.query_one("#verdict-message").size.height
        assert verdict.size.height == lines
        status = desk.lesson.query_one("#status", Static)
        monkeypatch.setattr(desk.lesson, "_show_status", lambda _: None)  # the lab would write its own over it
        status.update("long " * 40)
        await desk.pilot.pause()
        assert MORE in status.render_line(0).text


async def test_the_strip_stands_at_the_right_apart_from_the_title(tutor: Tutor) -> None:
    async with tutor("convolution-forward", (80, 24)) as desk:
        strip, title = desk.lesson.query_one(PieceStrip), desk.lesson.query_one("#lesson-title")
        assert strip.region.x >= title.region.right + 2
        assert not strip.render_line(0).text.endswith(" ")


async def test_a_milestone_has_one_blank_row_between_two_parts(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 40)) as desk:
        desk.app.show_milestone(milestones(course_folder())[0])
        await desk.until(lambda: desk.app.screen.query("#milestone"))
        strips = desk.app.screen._compositor.render_strips()[:-1]  # noqa: SLF001 - all but the bar of keys
        text = "\n".join(strip.text.rstrip() for strip in strips).strip("\n")
        assert len(text) > 500
        assert "\n\n\n" not in text, text
