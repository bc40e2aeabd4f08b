"""A sheet that is drawn on: what mouse and keys leave on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.segment import Segment
from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.present import present
from tutor.course.digits import sample
from tutor.course.drawing import INK, SIDE, Ink
from tutor.ui.figures.sheet import SheetView


class Desk(App[None]):
    CSS = "Screen { layout: horizontal; }"

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Ink] = []

    def compose(self) -> ComposeResult:
        yield SheetView()

    @on(SheetView.Drawn)
    def _drawn(self, event: SheetView.Drawn) -> None:
        self.drawn.append(event.ink)

    @property
    def sheet(self) -> SheetView:
        return self.query_one(SheetView)


@asynccontextmanager
async def desk(size: tuple[int, int] = (78, 16)) -> AsyncIterator[tuple[Desk, Pilot[Any]]]:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        app.sheet.focus()
        await pilot.pause()
        yield app, pilot


async def test_keys_draw_where_the_pen_is_down_and_not_where_it_is_lifted() -> None:
    async with desk() as (app, pilot):
        await pilot.press("right", "right", "space", "down", "down", "space", "left", "left", "left", "left", "left")
        assert [app.sheet.ink.level(row, 16) for row in (14, 15, 16)] == [INK] * 3
        assert app.sheet.ink.level(15, 11) == 0


async def test_an_eraser_a_clean_sheet_and_the_way_back() -> None:
    async with desk() as (app, pilot):
        await pilot.press("8")
        assert app.sheet.ink == sample(8)
        await pilot.press("e", "up")
        assert app.sheet.ink.level(13, 14) == 0
        await pilot.press("c")
        assert app.sheet.ink.blank
        await pilot.press("u", "u")
        assert app.sheet.ink == sample(8)
        await pilot.press("u", "u")
        assert app.sheet.ink.blank


async def test_the_mouse_draws_a_line_between_the_places_it_is_seen_at() -> None:
    async with desk() as (app, pilot):
        await pilot.mouse_down(app.sheet, offset=(4, 3))
        await pilot.hover(app.sheet, offset=(20, 3))
        await pilot.mouse_up(app.sheet, offset=(20, 3))
        assert [app.sheet.ink.level(6, column) for column in range(5, 20)] == [INK] * 15
        await pilot.hover(app.sheet, offset=(20, 12))
        assert app.sheet.ink.level(20, 20) == 0
        assert app.drawn[-1] == app.sheet.ink


@pytest.mark.parametrize(("size", "wanted"), [((78, 16), (28, 14)), ((160, 40), (56, 28)), ((50, 30), (28, 14))])
async def test_a_sheet_is_as_large_as_there_is_room_beside_it(size: tuple[int, int], wanted: tuple[int, int]) -> None:
    async with desk(size) as (app, _):
        assert tuple(app.sheet.size) == wanted


def red_of(cell: Segment) -> int:
    return present(present(present(cell.style).color).triplet).red


async def test_a_pixel_of_a_large_sheet_is_drawn_in_all_its_cells() -> None:
    async with desk((160, 40)) as (app, pilot):
        await pilot.press("7")
        row, column = next((r, c) for r in range(SIDE) for c in range(SIDE) if sample(7).level(r, c) == INK)
        cells = [segment for segment in app.sheet.render_line(row) for _ in segment.text]
        assert {red_of(cells[2 * column + half]) for half in (0, 1)} == {255}
