"""`gradlings new`: the skeleton of a lesson, for authors."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_path
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("lesson", metavar="ID", help=words("cli.help.new-id"))
    parser.add_argument("--part", required=True, metavar="PART", help=words("cli.help.part"))
    add_path(parser, "--course", words("cli.help.course"))


def run(context: CommandContext, given: Namespace) -> int:
    from tutor.course.catalog import course_folder
    from tutor.linting.skeleton import new_lesson

    folder = new_lesson(given.course or course_folder(), given.lesson, given.part)
    context.say("cli.new.done", folder=folder)
    return PASSED
