"""Terminals that show less: no UTF-8, sixteen colours, none."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from engine.figures import Lines, Series
from tests.tutor.ui.answers import AVERAGED
from tests.tutor.ui.conftest import Desk
from tutor.figures_text.plot import GLYPHS
from tutor.session.context import open_learner
from tutor.storage.lock import take_lock
from tutor.ui import themes
from tutor.ui.app import GradlingsApp
from tutor.ui.figures.view import FigureView
from tutor.ui.plain_signs import in_ascii
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.terminal import Terminal, terminal_of


@asynccontextmanager
async def opened(terminal: Terminal) -> AsyncIterator[Desk]:
    learner = open_learner()
    with take_lock(learner.workspace.lock) as lease:
        app = GradlingsApp(learner, lease, lesson="affine-layer", terminal=terminal)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            desk = Desk(app, pilot)
            await desk.until(lambda: isinstance(app.screen, LessonScreen) and app.screen.runner)
            yield desk
            await desk.quit()


def drawn(desk: Desk) -> list[str]:
    return [strip.text for strip in desk.app.screen._compositor.render_strips()]  # noqa: SLF001 - what the terminal gets


async def test_without_utf8_all_is_ascii_and_one_sentence_says_so(home: Path) -> None:
    async with opened(Terminal(utf8=False)) as desk:
        assert [line for line in desk.told if "UTF-8" in line] == [desk.learner.words("app.plain-signs")]
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        assert "x gradient" in "\n".join(drawn(desk))
        assert all(map(str.isascii, drawn(desk)))
        for key, there in (("l", "#lab"), ("f8", "#settings"), ("escape", "#work"), ("m", "#map")):
            await desk.press(key)
            await desk.until(lambda selector=there: desk.app.screen.query(selector), there)  # type: ignore[misc]
            assert all(map(str.isascii, drawn(desk))), there
            assert all(len(line) == 120 for line in drawn(desk)), there


async def test_a_terminal_with_utf8_is_told_nothing_of_it(home: Path) -> None:
    async with opened(Terminal()) as desk:
        assert not any("UTF-8" in line for line in desk.told)
        assert not all(map(str.isascii, drawn(desk)))


@pytest.mark.parametrize("character", "✓✗○·●◆▸◂…─│╭▀é語∂e\u0301")
def test_what_stands_for_a_sign_takes_its_cells(character: str) -> None:
    assert in_ascii(character).isascii()
    assert len(in_ascii(character)) == cell_len(character)


@pytest.mark.parametrize(("chosen", "shown"), [("dark", "ansi-dark"), ("light", "ansi-light"), ("ansi-light", "ansi-light")])
async def test_sixteen_colours_are_the_terminals_own(chosen: str, shown: str, home: Path) -> None:
    (home / "settings.toml").write_text(f'language = "en"\nanimations = false\ntheme = "{chosen}"\n', "utf-8")
    async with opened(Terminal(few_colours=True)) as desk:
        assert desk.app.theme == shown
    assert themes.name_of(chosen, few_colours=False) == themes.NAMES[chosen]


@pytest.mark.parametrize(("encoding", "utf8"), [("utf-8", True), ("ascii", False), ("iso8859-1", False)])
def test_what_a_terminal_shows_is_told_by_its_stream(encoding: str, utf8: bool) -> None:
    assert terminal_of(io.TextIOWrapper(io.BytesIO(), encoding)).utf8 is utf8


@pytest.mark.parametrize("means", ["few colours", "NO_COLOR", "many"])
async def test_a_plot_tells_its_curves_apart_by_signs_where_colours_do_not(
    means: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if means == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    async with opened(Terminal(few_colours=means == "few colours")) as desk:
        figure = Lines((Series("a", range(50), range(50)), Series("b", range(50), range(50, 0, -1))), title="two")
        view = FigureView(figure)
        await desk.lesson.query_one("#right").mount(view)
        await desk.until(lambda: view.size.height > 5)
        shown = "\n".join(view.render_line(y).text for y in range(1, view.size.height))
        assert (shown.count(GLYPHS[1]) > 4) == (means != "many"), shown
