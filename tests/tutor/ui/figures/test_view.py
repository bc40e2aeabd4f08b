"""The figure view on a screen."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from engine.figures import Bars, Lines, Note, Pixels, Series
from tests.present import present
from tutor.ui.figures import view as view_module
from tutor.ui.figures.view import FigureView

CURVE = Lines((Series("train", [0, 1, 2], [2, 1, 0.5]),), title="loss")


class Lab(App[None]):
    def __init__(self, view: FigureView) -> None:
        super().__init__()
        self.view = view

    def compose(self) -> ComposeResult:
        yield self.view


def shown(pilot: Pilot[None]) -> FigureView:
    return pilot.app.query_one(FigureView)


def text(view: FigureView) -> str:
    return "\n".join(view.render_line(y).text.rstrip() for y in range(view.size.height)).rstrip()


async def test_a_figure_is_drawn_with_the_words_of_the_lesson() -> None:
    async with Lab(FigureView(CURVE, {"loss": "Verlust"})).run_test() as pilot:
        assert text(shown(pilot)).startswith("Verlust")


async def test_the_next_frame_is_drawn_in_the_same_widget() -> None:
    async with Lab(FigureView(CURVE)).run_test() as pilot:
        view = shown(pilot)
        for figure in (Bars(("a",), [1.0]), Note("done"), CURVE, Pixels(np.eye(4))):
            view.show(figure)
            await pilot.pause()
            assert text(view)
        assert list(view.children) == []


async def test_an_emptied_view_is_blank() -> None:
    async with Lab(FigureView(CURVE)).run_test() as pilot:
        shown(pilot).show(None)
        assert text(shown(pilot)) == ""


async def test_a_figure_follows_the_size_of_the_screen() -> None:
    async with Lab(FigureView(CURVE)).run_test(size=(100, 30)) as pilot:
        wide = text(shown(pilot))
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        narrow = text(shown(pilot))
        assert max(map(len, narrow.split("\n"))) <= 40 < max(map(len, wide.split("\n")))


async def test_series_take_the_colours_of_the_theme() -> None:
    async with Lab(FigureView(Bars(("a",), [1.0]))).run_test() as pilot:
        view = shown(pilot)

        def colour() -> object:
            return next(s.style.color for s in view.render_line(0) if s.style and "█" in s.text)

        dark = colour()
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert colour() != dark


async def test_pixels_keep_their_own_colours() -> None:
    async with Lab(FigureView(Pixels(np.array([[0.0, 1.0]])))).run_test() as pilot:
        segment = next(s for s in shown(pilot).render_line(0) if "▀" in s.text)
        assert present(present(segment.style).color).triplet == (0, 0, 0)


async def test_without_colours_signs_take_the_place_of_red_and_blue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with Lab(FigureView(Pixels(np.array([[-1.0, 1.0]]), palette="diverging"))).run_test(size=(2, 1)) as pilot:
        assert text(shown(pilot)) == "=#"


async def test_what_is_no_figure_is_refused() -> None:
    async with Lab(FigureView(CURVE)).run_test() as pilot:
        with pytest.raises(TypeError, match="dict is no figure"):
            shown(pilot).show({})  # type: ignore[arg-type]
        assert "loss" in text(shown(pilot))


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (80, 24), (200, 60)])
async def test_a_figure_is_drawn_at_every_size(size: tuple[int, int]) -> None:
    async with Lab(FigureView(CURVE)).run_test(size=size) as pilot:
        await pilot.pause()
        assert text(shown(pilot))


async def test_with_animations_off_a_picture_stands_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_module, "REST", 3600)
    async with Lab(FigureView()).run_test() as pilot:
        view = shown(pilot)
        pilot.app.animation_level = "none"
        for word in ("first", "second", "third"):
            view.show(Note(word))
            await pilot.pause()
        assert text(view) == "first"
        view.show(None)
        assert text(view) == ""


async def test_after_its_rest_the_newest_picture_is_shown_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_module, "REST", 0.01)
    async with Lab(FigureView()).run_test() as pilot:
        view = shown(pilot)
        pilot.app.animation_level = "none"
        for word in ("first", "second", "third"):
            view.show(Note(word))
        async with asyncio.timeout(30):
            while text(view) != "third":
                await pilot.pause()
