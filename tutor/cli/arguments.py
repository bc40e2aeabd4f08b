"""Arguments that several commands take, and the values that they may have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from tutor.text.messages import Words

LARGEST_SEED = 2**32 - 1


def add_lesson(parser: argparse.ArgumentParser, words: Words) -> None:
    """A lesson that must be named."""
    parser.add_argument("lesson", metavar="ID", help=words("cli.help.id"))


def add_lesson_or_next(parser: argparse.ArgumentParser, words: Words) -> None:
    """A lesson; without one, where the learner left off."""
    parser.add_argument("lesson", metavar="ID", nargs="?", help=words("cli.help.id-or-next"))


def add_json(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--json", action="store_true", dest="as_json", help=words("cli.help.json"))


def add_path(parser: argparse.ArgumentParser, flag: str, said: str) -> None:
    parser.add_argument(flag, type=Path, metavar="PATH", help=said)


def seed(text: str) -> int:
    """A seed as a check can use it. Raises ValueError."""
    value = int(text)
    if not 0 <= value <= LARGEST_SEED:
        raise ValueError(text)
    return value


def positive(text: str) -> int:
    """A number that counts things. Raises ValueError."""
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value
