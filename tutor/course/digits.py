"""Ten digits as a hand would draw them: where the pen goes down, along which points it goes, and where it is lifted."""

from __future__ import annotations

from itertools import pairwise

from tutor.course.drawing import Ink, Point

STROKES: tuple[tuple[tuple[Point, ...], ...], ...] = (
    (((5, 13), (7, 9), (12, 7), (17, 8), (21, 11), (23, 14), (21, 18), (16, 20), (10, 20), (6, 17), (5, 13)),),
    (((8, 11), (5, 14), (23, 13)),),
    (((8, 8), (5, 12), (6, 17), (10, 18), (15, 13), (20, 8), (22, 8), (21, 14), (22, 20)),),
    (((6, 9), (5, 14), (7, 18), (11, 17), (13, 13), (15, 17), (19, 19), (22, 15), (22, 11), (20, 8)),),
    (((5, 9), (10, 8), (14, 9), (14, 19)), ((6, 18), (14, 18), (23, 17))),
    (((5, 19), (5, 11), (12, 10), (11, 14), (13, 18), (17, 19), (21, 17), (23, 12), (21, 8)),),
    (((5, 16), (9, 11), (15, 9), (20, 9), (23, 13), (21, 18), (17, 18), (15, 14), (17, 10)),),
    (((6, 8), (5, 14), (6, 19), (12, 16), (18, 13), (23, 12)),),
    (
        (
            (7, 17), (5, 13), (7, 10), (10, 11), (13, 14), (17, 17), (21, 17), (23, 13), (21, 10), (17, 11), (13, 14),
            (10, 17), (7, 17),
        ),
    ),
    (((8, 17), (5, 14), (7, 10), (12, 10), (13, 14), (10, 18), (6, 18), (12, 18), (18, 17), (23, 16)),),
)  # fmt: skip


def sample(digit: int) -> Ink:
    """The drawing of a digit, 0 to 9."""
    ink = Ink()
    for points in STROKES[digit]:
        for start, end in pairwise(points):
            ink = ink.stroke(start, end)
    return ink
