"""The shell's arguments, read: the commands and the options that all of them take.

Only the command that is meant is loaded; of the others the help shows one line each.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from itertools import pairwise
from typing import NoReturn, Protocol, cast

from tutor.characters import clean
from tutor.text.messages import Words

COMMANDS = (
    *("list", "check", "watch", "show", "hint", "reset", "redo", "history", "solution", "verify"),
    *("drill", "review", "lab", "train", "search", "journal", "export", "doctor", "bench", "lint", "new"),
)


class Command(Protocol):
    """What a module of `tutor.cli.commands` is."""

    def add_arguments(self, parser: argparse.ArgumentParser, words: Words) -> None:
        """Declare what the command takes."""

    def run(self, context: object, given: argparse.Namespace) -> int:
        """Carry it out; the exit code."""


def command(name: str) -> Command:
    """The module of a command."""
    return cast("Command", import_module(f"tutor.cli.commands.{name}"))


def language_asked_for(arguments: Sequence[str]) -> str | None:
    """The language that the arguments ask for, before any of them is read: help and errors are told in it."""
    from tutor.course.catalog import LANGUAGES

    given = " ".join(arguments).replace("--language=", "--language ").split()
    after = [word for option, word in pairwise(given) if option == "--language"]
    return after[-1] if after and after[-1] in LANGUAGES else None


def read(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    """The arguments by name; `command` is None where none was given. Leaves with SystemExit: 2 for usage, 0 after help."""
    parser = _Parser(words, prog="gradlings", description=words("cli.help"))
    _add_everywhere(parser, words)
    parser.add_argument("--version", action=_SayVersion, nargs=0, help=words("cli.help.version"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=words("cli.help.commands"))
    for name in arguments[:1] if {*arguments[:1]} & {*COMMANDS} else COMMANDS:  # making them all takes longer than reading
        said = words(f"cli.help.{name}")
        own = commands.add_parser(name, words=words, help=said, description=said)
        _add_everywhere(own, words)
        if name in arguments:
            command(name).add_arguments(own, words)
    given, left = parser.parse_known_args(arguments)
    if left:
        (commands.choices[given.command] if given.command else parser).refuse(left)
    return given


class _Parser(argparse.ArgumentParser):
    """What it says of an argument is as good as printed: none of its characters acts on a terminal."""

    def __init__(self, words: Words, **facts: object) -> None:
        super().__init__(allow_abbrev=False, add_help=False, **facts)  # type: ignore[arg-type]
        self._words = words
        self._positionals.title, self._optionals.title = words("cli.help.arguments"), words("cli.help.options")

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Help(self.prog, self._words("cli.help.usage"))

    def error(self, message: str) -> NoReturn:
        from tutor.cli.usage import usage_error

        self._leave(usage_error(message, self.prog, self._words))

    def refuse(self, left: Sequence[str]) -> NoReturn:
        """Leave with a sentence about arguments that the command does not take."""
        from tutor.cli.usage import unknown_arguments

        self._leave(unknown_arguments(left, self.prog, [*self._option_string_actions], self._words))

    def _leave(self, sentence: str) -> NoReturn:
        self.exit(2, clean(f"gradlings: {sentence}\n"))


class _SayVersion(argparse.Action):
    """Name and version, looked up only when they are asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        sys.stdout.write(f"gradlings {version('gradlings')}\n")
        parser.exit()


class _Help(argparse.HelpFormatter):
    """Lines by the cells that they take: a Japanese character takes two, and a Latin word among them stays whole."""

    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog)
        self._usage = usage

    def _format_usage(self, *what: object) -> str:
        *shown, prefix = what
        if prefix is not None:  # a part of another usage, made whenever there are commands
            return super()._format_usage(*what)  # type: ignore[arg-type]
        from rich.cells import cell_len

        stand_in = " " * cell_len(self._usage)  # by which the lines that follow are indented
        return self._usage + super()._format_usage(*shown, stand_in).removeprefix(stand_in)  # type: ignore[call-arg,arg-type]

    def _split_lines(self, text: str, width: int) -> list[str]:
        from tutor.text.line_breaking import filled, has_wide

        return filled(text, width) if has_wide(text) else super()._split_lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(f"{indent}{line}" for line in self._split_lines(text, width - len(indent)))


def _add_everywhere(parser: argparse.ArgumentParser, words: Words) -> None:
    """The options that may stand before a command and after it."""
    from tutor.course.catalog import LANGUAGES

    parser.add_argument("-h", "--help", action="help", help=words("cli.help.help"))
    add = partial(parser.add_argument, default=argparse.SUPPRESS)  # or one behind a command would undo one before it
    add("--workspace", metavar="FOLDER", help=words("cli.help.workspace"))
    add("--language", choices=LANGUAGES, help=words("cli.help.language"))
