"""Texts behind `mine`: the code of earlier lessons that a later lesson builds on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A text, whose it is ("learner" or "model"), and which names it gives."""

    file: str
    text: str
    names: tuple[str, ...]
    lesson: str
    owner: str
