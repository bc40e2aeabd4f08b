"""Several figures in one frame."""

from __future__ import annotations

import numpy as np

from engine.figures import Bars, Board, Note
from tutor.figures_text import as_text

BARS = Bars(("a", "b"), np.array([1.0, 2.0]))
LONG = {"told": "one two three four five six seven eight nine ten eleven twelve"}


def rows(height: int) -> list[str]:
    return [
        row.strip() for row in as_text(Board((BARS, Note("told")), columns=1), 20, height, False, words=LONG).split("\n")
    ]


def test_the_words_below_a_picture_have_the_lines_that_they_need() -> None:
    assert " ".join(rows(18)[-4:]) == LONG["told"]


def test_words_leave_two_thirds_of_the_lines_to_the_picture() -> None:
    assert "one two three four" in rows(9)[6]


def test_a_short_note_keeps_two_lines_so_that_the_picture_stays_where_it_is() -> None:
    short = {"told": "one"}
    lines = as_text(Board((BARS, Note("told")), columns=1), 20, 9, False, words=short).split("\n")
    assert [line.strip() for line in lines].index("one") == 7
