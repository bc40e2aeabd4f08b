"""The strip at every width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from tutor.ui.widgets.strip import PieceStrip, strip_parts

PIECES = ["x", "Affine", "Relu", "Affine", "Loss"]


def text(width: int, present: int | None = 1, pieces: list[str] = PIECES) -> str:
    return "".join(part for part, _ in strip_parts(pieces, present, width))


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, "x > [Affine] > Relu > Affine > Loss"),
        (24, "x > [Affine] > Relu > …"),
        (16, "x > [Affine] > …"),
        (9, "[Affine]"),
        (5, "[Aff…"),
        (1, "…"),
        (0, ""),
    ],
)
def test_the_present_piece_is_shown_with_as_many_neighbours_as_fit(width: int, shown: str) -> None:
    assert text(width) == shown


def test_only_the_present_one_of_two_equal_pieces_is_marked() -> None:
    assert text(80, 3) == "x > Affine > Relu > [Affine] > Loss"


def test_no_piece_need_be_present() -> None:
    assert text(80, None) == "x > Affine > Relu > Affine > Loss"


@given(st.lists(st.sampled_from(["x", "Affine", "損失"]), max_size=8), st.integers(0, 60))
def test_the_strip_never_exceeds_its_width(pieces: list[str], width: int) -> None:
    assert cell_len(text(width, len(pieces) // 2 if pieces else None, pieces)) <= width


async def test_the_widget_shows_another_whole() -> None:
    class Top(App[None]):
        def compose(self) -> ComposeResult:
            yield PieceStrip(PIECES, 1)

    async with Top().run_test() as pilot:
        strip = pilot.app.query_one(PieceStrip)
        strip.show(["x", "gate"], 1)
        await pilot.pause()
        assert strip.render_line(0).text.strip() == "x > [gate]"
