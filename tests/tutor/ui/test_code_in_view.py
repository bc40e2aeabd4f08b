"""What of the code is in view when a lesson is opened."""

from __future__ import annotations

import pytest

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.model import Place
from tutor.ui.widgets.lines import head_of


def rows(desk: Desk) -> range:
    """Those in view."""
    editor = desk.lesson.editor
    return range(editor.scroll_offset.y, editor.scroll_offset.y + editor.scrollable_content_region.height)


async def test_a_place_that_is_gone_to_shows_the_code_from_its_first_column(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.press("c")
        editor = desk.lesson.editor
        long = "x = " + " + ".join(["1"] * 60)
        await desk.write("\n".join([long, "y = x", "z = x + y"]))
        editor.move_cursor((0, len(long)))
        await desk.pilot.pause()
        assert editor.scroll_offset.x > 0
        editor.go_to(Place(3, 5))
        await desk.pilot.pause()
        assert editor.scroll_offset.x == 0
        assert editor.scrollbar_size_horizontal == 0


async def test_whoever_comes_back_to_the_end_of_a_long_line_sees_the_code_from_its_first_column(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.press("c")
        long = "x = " + " + ".join(["1"] * 60)
        await desk.write("\n".join(["import numpy as np", long]))
        desk.lesson.editor.move_cursor((1, len(long)))
        await desk.until(lambda: not desk.lesson.state.dirty)
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.pilot.pause()
        editor = desk.lesson.editor
        row, column = editor.cursor_location
        assert (row, editor.scroll_offset.x) == (1, 0)
        assert 0 < column < editor.size.width


async def test_a_line_that_goes_on_beyond_the_edge_has_a_sign_there(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 24)) as desk:
        await desk.press("c")
        await desk.write("\n".join(["x = " + "1" * 200, "y = x", "値 = '" + "値" * 60 + "'"]))
        editor = desk.lesson.editor
        editor.move_cursor((1, 0))
        await desk.pilot.pause()
        width = editor.scrollable_content_region.width
        ends = [editor.render_line(row).crop(width - 1, width).text for row in range(3)]
        assert ends == ["›", " ", "›"]


async def test_the_head_of_the_function_to_be_written_is_in_view_with_the_line_that_is_selected(tutor: Tutor) -> None:
    async with tutor("affine-layer", (80, 15)) as desk:
        await desk.press("c")
        await desk.pilot.pause()
        editor = desk.lesson.editor
        row = editor.cursor_location[0]
        assert "NotImplementedError" in editor.selected_text
        assert head_of(editor.document.lines, row) < row
        assert {head_of(editor.document.lines, row), row} <= set(rows(desk))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_line_of_the_cursor_stays_in_view_where_less_of_the_code_is(tutor: Tutor, size: tuple[int, int]) -> None:
    async with tutor("affine-layer", size) as desk:
        await desk.press("c")
        editor = desk.lesson.editor
        await desk.write("\n".join(f"x{n} = {n}" for n in range(60)))
        last = rows(desk)[-1]
        editor.move_cursor((last, 0))
        await desk.pilot.pause()
        assert rows(desk)[-1] == last
        desk.lesson.query_one("#verdict").styles.min_height = 14
        desk.lesson.query_one("#verdict").styles.max_height = 14
        await desk.until(lambda: last in rows(desk) and rows(desk)[0] > 0)


async def test_whoever_reads_elsewhere_is_not_taken_to_the_cursor(tutor: Tutor) -> None:
    async with tutor("affine-layer", (120, 40)) as desk:
        await desk.press("c")
        editor = desk.lesson.editor
        await desk.write("\n".join(f"x{n} = {n}" for n in range(90)))
        editor.move_cursor((0, 0))
        editor.scroll_to(y=50, animate=False, force=True)
        await desk.pilot.pause()
        assert rows(desk)[0] == 50
        desk.lesson.query_one("#verdict").styles.min_height = 14
        await desk.until(lambda: len(rows(desk)) < 26)
        assert rows(desk)[0] == 50
