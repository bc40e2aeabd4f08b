"""`gradlings doctor`: what this machine offers the tutor, in words."""

from __future__ import annotations

import shutil
import sys

import typer

from tutor.cli.codes import passing
from tutor.cli.desk import Desk
from tutor.plain import BAD, GOOD, TO_DO, painted, paragraph


def doctor(context: typer.Context) -> None:
    """Look at terminal, confinement, GPU, data, workspace and settings. Exit code 1 if something hinders the tutor."""
    from tutor.doctor import Health, Surroundings, examine

    desk: Desk = context.obj
    marks = {Health.FINE: GOOD, Health.NOTE: TO_DO, Health.ILL: BAD}
    paper, size = desk.terminal, shutil.get_terminal_size()
    around = Surroundings(sys.stdout.isatty(), paper.colour, paper.utf8, size.columns, size.lines)
    topic, ill = "", False
    for symptom in examine(around, desk.workspace):
        if symptom.topic != topic:
            topic = symptom.topic
            desk.print(painted(desk.words(f"doctor.topic.{topic}"), "1", paper))
        first, *rest = paragraph(desk.words.say(symptom.message), paper, "    ")
        desk.print([f"  {marks[symptom.health].on(paper)} {first.lstrip()}", *rest])
        ill = ill or symptom.health is Health.ILL
    raise typer.Exit(passing(not ill))
