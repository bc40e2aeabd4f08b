"""`gradlings show`: a lesson's words on standard output; hints, mistakes and the model answer stay where they are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext, has_code
from tutor.cli.placement import placement_lines, question
from tutor.course.glossary import linked
from tutor.course.glossary import load as load_terms
from tutor.course.pages import FOLDED
from tutor.course.placement import PLACEMENT, load
from tutor.course.prose import Prose, Section
from tutor.model import Lesson
from tutor.text.messages import Words
from tutor.text.prose import heading, prose_lines
from tutor.text.verdicts import painted, paragraph


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    if given.lesson == PLACEMENT and (questions := load(context.catalog.folder, context.words.language)):
        context.print(placement_lines(context, questions))
        return PASSED
    wanted = context.lesson(given.lesson)
    prose = context.catalog.prose(wanted.id, context.words.language)
    context.print(_head(context, wanted, prose))
    if not context.catalog.speaks(wanted.id, context.words.language):
        context.print([*paragraph(context.words("cli.show.untranslated"), context.terminal), ""])
    context.print(_titled(context, "", prose.intro))
    context.print(line for section in prose.of("Step") for line in _titled(context, section.title, section.body))
    context.print(line for asked in prose.predictions for line in _titled(context, asked.question, ""))
    context.print(line for quiz in prose.quizzes for line in question(context, quiz))
    for kind in ("Milestone", *FOLDED):
        context.print(line for part in prose.of(kind) for line in _folded(context, part))
    context.print(_terms(context, prose))
    foot = context.words("cli.show.foot" if has_code(wanted) else "cli.show.foot-questions", lesson=wanted.id)
    context.print(paragraph(foot, context.terminal))
    return PASSED


def _head(context: CommandContext, lesson: Lesson, prose: Prose) -> Iterator[str]:
    read, code = lesson.minutes
    yield painted(prose.title, "1", context.terminal)
    minutes = context.words("cli.show.minutes", read=read, code=code, more=lesson.more_minutes)
    yield from paragraph(f"{lesson.id} - {minutes}", context.terminal)
    yield lesson.formula
    yield " > ".join(lesson.strip)
    yield ""


def _titled(context: CommandContext, title: str, markdown: str) -> Iterator[str]:
    if title:
        yield from (painted(line, "1", context.terminal) for line in paragraph(title, context.terminal))
        yield ""
    if markdown:
        yield from prose_lines(markdown, context.terminal)
        yield ""


def _folded(context: CommandContext, part: Section) -> Iterator[str]:
    return _titled(context, heading(part.title, part.kind, part.key, context.words), part.body)


def _terms(context: CommandContext, prose: Prose) -> Iterator[str]:
    """What the lesson links to, `[bias]`, each in one sentence."""
    text = "\n\n".join([prose.intro, *(section.body for kind in ("Step", *FOLDED) for section in prose.of(kind))])
    found = linked(load_terms(context.catalog.folder), text)
    if not found:
        return
    yield painted(context.words("cli.show.terms"), "1", context.terminal)
    yield ""
    for term in found:
        name = term.ja if context.words.language == "ja" and term.ja else term.term
        yield from paragraph(f"[{name}]  {term.said(context.words.language)}", context.terminal, "  ")
    yield ""
