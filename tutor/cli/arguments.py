"""The shell's arguments, read: the commands and the options that all or several of them take.

Only the command that is meant is loaded; of the others the help shows one line each.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Protocol, cast

from tutor.characters import clean
from tutor.text.messages import Words

COMMANDS = (
    *("list", "check", "watch", "show", "hint", "reset", "redo", "history", "solution", "verify"),
    *("drill", "review", "lab", "train", "search", "journal", "export", "doctor", "bench", "lint", "new"),
)
LARGEST_SEED = 2**32 - 1


class Command(Protocol):
    """What a module of `tutor.cli.commands` is."""

    def add_arguments(self, parser: argparse.ArgumentParser, words: Words) -> None:
        """Declare what the command takes."""

    def run(self, context: object, given: argparse.Namespace) -> int:
        """Carry it out; the exit code."""


def command(name: str) -> Command:
    """The module of a command."""
    return cast("Command", import_module(f"tutor.cli.commands.{name}"))


def read(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    """The arguments by name; `command` is None where none was given. Leaves with SystemExit: 2 for usage, 0 after help."""
    everywhere = _everywhere(words)
    parser = _parser(prog="gradlings", description=words("cli.help"), parents=[everywhere])
    parser.add_argument("--version", action=_SayVersion, nargs=0, help=words("cli.help.version"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=words("cli.help.commands"))
    for name in COMMANDS:
        said = words(f"cli.help.{name}")
        own = commands.add_parser(name, help=said, description=said, parents=[everywhere], allow_abbrev=False)
        if name in arguments:
            command(name).add_arguments(own, words)
    return parser.parse_args(arguments)


class _Parser(argparse.ArgumentParser):
    """What it says of an argument is as good as printed: none of its characters acts on a terminal."""

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Help(prog=self.prog)

    def error(self, message: str) -> NoReturn:
        super().error(clean(message))


class _SayVersion(argparse.Action):
    """Name and version, looked up only when they are asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        sys.stdout.write(f"gradlings {version('gradlings')}\n")
        parser.exit()


class _Help(argparse.HelpFormatter):
    """Lines by the cells that they take: a Japanese character takes two, and a Latin word among them stays whole."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        from tutor.text.line_breaking import filled, has_wide

        return filled(text, width) if has_wide(text) else super()._split_lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(f"{indent}{line}" for line in self._split_lines(text, width - len(indent)))


def _parser(**facts: object) -> argparse.ArgumentParser:
    return _Parser(allow_abbrev=False, **facts)  # type: ignore[arg-type]


def _everywhere(words: Words) -> argparse.ArgumentParser:
    """The options that may stand before a command and after it."""
    from tutor.course.catalog import LANGUAGES

    parser = _parser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--workspace", metavar="FOLDER", help=words("cli.help.workspace"))
    parser.add_argument("--language", choices=LANGUAGES, help=words("cli.help.language"))
    return parser


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
    """A seed as a check can use it."""
    value = int(text)
    if not 0 <= value <= LARGEST_SEED:
        raise argparse.ArgumentTypeError(f"{value}: 0 ... {LARGEST_SEED}")
    return value


def positive(text: str) -> int:
    """A number that counts things."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} < 1")
    return value
