"""Figures as text: what the command line prints, and what the app's figure view is made of."""

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
    """A figure in at most `width` x `height` cells, with ANSI colours if `color`, in plain ASCII if `ascii`."""
    raise NotImplementedError
