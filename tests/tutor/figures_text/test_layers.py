"""Nodes in columns, as a course is drawn."""

from __future__ import annotations

import pytest

from tutor.figures_text.drawing import ACCENT, Room, row_width
from tutor.figures_text.layers import draw

PARTS = ([False] * 3, [False, True], [False] * 5)


def texts(parts: tuple[list[bool], ...], room: Room) -> list[str]:
    return ["".join(text for text, _ in row) for row in draw(parts, room)]


@pytest.mark.parametrize("height", [3, 4, 6, 9])
def test_each_node_is_drawn_once_in_a_room_of_any_height(height: int) -> None:
    rows = texts(PARTS, Room(40, height))
    assert len(rows) == height
    assert {row_width(row) for row in draw(PARTS, Room(40, height))} == {40}
    assert ("".join(rows).count("●"), "".join(rows).count("◆")) == (9, 1)


def test_the_number_of_a_part_is_below_it_and_a_mark_has_the_accent() -> None:
    drawn = draw(PARTS, Room(9, 6))
    assert "".join(text for text, _ in drawn[-1]) == "0   1   2"
    assert [ink for row in drawn for text, ink in row if text == "◆"] == [ACCENT]


def test_plain_characters_do_without_lines() -> None:
    assert all(set(row) <= set("o* 012") for row in texts(PARTS, Room(40, 6, ascii=True)))


@pytest.mark.parametrize(("parts", "room"), [((), Room(40, 6)), (PARTS, Room(3, 6)), (PARTS, Room(40, 1))])
def test_where_there_is_no_room_nothing_is_drawn(parts: tuple[list[bool], ...], room: Room) -> None:
    assert draw(parts, room) == ()
