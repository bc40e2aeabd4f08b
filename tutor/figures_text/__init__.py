"""Figures as text: what the command line prints, and what the app's figure view is made of.

Nothing here knows Textual. NumPy and plotext are loaded with the first drawing.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.figures import Figure


def as_text(
    figure: Figure,
    width: int,
    height: int,
    color: bool,
    *,
    ascii: bool = False,
    words: Mapping[str, str] | None = None,
) -> str:
    """A figure in at most `width` x `height` cells, with ANSI colours if `color`, in plain ASCII if `ascii`.

    `words`: key -> sentence with {facts}, for titles, labels and notes; a key without words stands as it is (so it
    is ASCII only if the words are). Raises TypeError for what is no figure.
    """
    from tutor.figures_text.ansi import lines
    from tutor.figures_text.drawing import Room
    from tutor.figures_text.painter import draw

    return lines(draw(figure, Room(width, height, ascii, color), words or {}), color)
