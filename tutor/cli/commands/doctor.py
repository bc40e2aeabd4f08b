"""`gradlings doctor`: what this machine offers the tutor, in words."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace

from tutor.cli.codes import passing
from tutor.cli.context import CommandContext
from tutor.text.messages import Words
from tutor.text.verdicts import BAD, GOOD, TO_DO, painted, paragraph


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """It takes nothing but what all commands take."""


def run(context: CommandContext, given: Namespace) -> int:
    from tutor.cli.doctor import Health, Surroundings, examine

    marks = {Health.FINE: GOOD, Health.NOTE: TO_DO, Health.ILL: BAD}
    paper, size = context.terminal, shutil.get_terminal_size()
    around = Surroundings(sys.stdout.isatty(), paper.colour, paper.utf8, size.columns, size.lines)
    topic, ill = "", False
    for symptom in examine(around, context.workspace):
        if symptom.topic != topic:
            topic = symptom.topic
            context.print(painted(context.words(f"doctor.topic.{topic}"), "1", paper))
        first, *rest = paragraph(context.words.say(symptom.message), paper, "    ")
        context.print([f"  {marks[symptom.health].on(paper)} {first.lstrip()}", *rest], symptom.message.facts)
        ill = ill or symptom.health is Health.ILL
    return passing(not ill)
