"""`gradlings drill`: small exercises on shapes, graphs and gradients, one after another, until the learner has enough."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from tutor.characters import clean
from tutor.cli.arguments import seed
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.errors import Fault
from tutor.model import Message
from tutor.text.messages import Words
from tutor.text.verdicts import BAD, GOOD, painted, paragraph

if TYPE_CHECKING:
    from tutor.practice.drill import Drill
    from tutor.practice.exercise import Exercise, Picture

KINDS = ("shapes", "graphs", "gradients")
ENOUGH = ("q", "quit", "exit")
INDENT = "    "
ROWS = 20  # of a graph


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("kind", nargs="?", choices=KINDS, help=words("cli.help.drill-kind"))
    parser.add_argument("--seed", type=seed, metavar="N", help=words("cli.help.drill-seed"))


def run(context: CommandContext, given: Namespace) -> int:
    from tutor.practice.drill import Drill, standings
    from tutor.practice.exercise import DrillKind

    kinds = [DrillKind(given.kind)] if given.kind else list(DrillKind)
    learner = context.study_if_any if given.seed is None else None
    start = standings(learner.store.drill_answers()) if learner else {}
    drill = Drill(kinds, Random(given.seed), start)
    context.say("drill.how")
    _hold(context, drill)
    bye = "drill.bye" if drill.answered else "drill.bye-none"
    context.print(["", context.words(bye, right=drill.right, answered=drill.answered)])
    return PASSED


def _hold(context: CommandContext, drill: Drill) -> None:
    """Ask and explain until the learner says that it is enough, or says no more."""
    recorder = _Recorder(context)
    context.print(_asked(context, drill.exercise))
    while (text := _read()) is not None:
        if not drill.readable(text):
            context.say(f"drill.unread.{_wanted(drill.exercise)}")
            continue
        answered = drill.exercise
        right = drill.answer(text)
        recorder.keep(answered, text, right)
        context.print(_reply(context, drill, text, right))
        drill.go_on()
        context.print(_asked(context, drill.exercise))


def _read() -> str | None:
    """The next answer; None at the end."""
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline() if sys.stdin else ""
    if not sys.stdin or not sys.stdin.isatty():
        sys.stdout.write(clean(f"{line.rstrip()}\n"))  # a terminal has shown it already
    text = line.strip()
    return None if not line or text.casefold() in ENOUGH else text


def _wanted(exercise: Exercise) -> str:
    from tutor.practice.drill import wanted

    return wanted(exercise)


def _asked(context: CommandContext, exercise: Exercise) -> Iterator[str]:
    """What kind and level it is, the question, what is given, and the expression that is wanted."""
    from tutor.practice.drill import HARDEST

    words, paper = context.words, context.terminal
    kind = words(f"drill.{exercise.kind}")
    yield ""
    yield painted(words("drill.head", kind=kind, level=exercise.level, levels=HARDEST), "1", paper)
    yield from paragraph(words.say(exercise.ask), paper)
    yield ""
    yield from (INDENT + line for line in exercise.given)
    if exercise.picture:
        yield ""
        yield from _drawn(context, exercise.picture)
    yield ""
    yield f"{INDENT}{painted(exercise.asked, '1', paper)} = ?   ({words(f'drill.type.{_wanted(exercise)}')})"


def _drawn(context: CommandContext, picture: Picture) -> Iterator[str]:
    from tutor.figures_text import as_text

    paper = context.terminal
    text = as_text(picture.graph, paper.width - len(INDENT), ROWS, paper.colour, ascii=not paper.utf8, words=picture.labels)
    yield from (INDENT + line for line in text.splitlines())


def _reply(context: CommandContext, drill: Drill, text: str, right: bool) -> Iterator[str]:
    words, paper, exercise = context.words, context.terminal, drill.exercise
    if right:
        streak = f"   {words('drill.streak', streak=drill.streak)}" if drill.streak > 2 else ""
        yield f"{GOOD.on(paper)} {words('drill.right', answer=exercise.answer)}{streak}"
        return
    yield f"{BAD.on(paper)} {words('drill.wrong', given=text, answer=exercise.answer)}"
    if exercise.solved:
        yield from _drawn(context, exercise.solved)
    for step in exercise.steps:
        first, *rest = paragraph(words.say(step), paper, INDENT)
        yield f"  - {first.lstrip()}"
        yield from rest


class _Recorder:
    """Keeps the answers, from the first one on; a record that cannot be written is said once, and nothing waits for it."""

    def __init__(self, context: CommandContext) -> None:
        self._context = context
        self._given_up = False

    def keep(self, exercise: Exercise, text: str, right: bool) -> None:
        if self._given_up:
            return
        try:
            self._context.learner.store.answer_drill(exercise.kind, exercise.form, exercise.level, text, right)
        except Fault as fault:
            self._given_up = True
            self._context.warn(Message("drill.unkept", {"why": fault.message}))
