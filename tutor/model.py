"""The tutor's vocabulary: frozen values that every other module passes around. Imports nothing of the tutor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeAlias


class Outcome(StrEnum):
    """What a check came to. Only `PASSED` counts as progress."""

    PASSED = "passed"
    UNFINISHED = "unfinished"
    WRONG = "wrong"
    INCONCLUSIVE = "inconclusive"
    CRASHED = "crashed"
    TIMED_OUT = "timed-out"


class Stage(StrEnum):
    """The questions a check asks, in this order; the first that fails is the one explained."""

    PARSE = "parse"
    RUN = "run"
    CONTRACT = "contract"
    FORWARD = "forward"
    PURITY = "purity"
    LINEARITY = "linearity"
    GRADIENT = "gradient"


Kind: TypeAlias = Literal["function", "layer", "loss", "network", "optimizer", "checker", "quiz", "repair"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its key; the words stand in `locale/*.toml` or in the lesson's Markdown, the facts here."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A span in the learner's text. Lines count from 1, columns from 0 in characters."""

    line: int
    column: int = 0
    end_line: int | None = None
    end_column: int | None = None
