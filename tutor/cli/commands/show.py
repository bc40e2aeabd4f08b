"""`gradlings show`: a lesson's words on standard output; hints, mistakes and the model answer stay where they are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import PASSED
from tutor.cli.context import Desk, has_code
from tutor.cli.placement import placement_lines, question
from tutor.course.glossary import linked
from tutor.course.glossary import load as load_terms
from tutor.course.pages import FOLDED
from tutor.course.placement import PLACEMENT, load
from tutor.course.prose import Prose, Section
from tutor.model import Lesson
from tutor.text.messages import Words
from tutor.text.prose import prose_lines
from tutor.text.verdicts import painted, paragraph


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)


def run(desk: Desk, given: Namespace) -> int:
    if given.lesson == PLACEMENT and (questions := load(desk.catalog.folder, desk.words.language)):
        desk.print(placement_lines(desk, questions))
        return PASSED
    wanted = desk.lesson(given.lesson)
    prose = desk.catalog.prose(wanted.id, desk.words.language)
    desk.print(_head(desk, wanted, prose))
    desk.print(_titled(desk, "", prose.intro))
    desk.print(line for section in prose.of("Step") for line in _titled(desk, section.title, section.body))
    desk.print(line for quiz in prose.quizzes for line in question(desk, quiz))
    for kind in ("Milestone", *FOLDED):
        desk.print(line for section in prose.of(kind) for line in _titled(desk, _name(section), section.body))
    desk.print(_terms(desk, prose))
    desk.say("cli.show.foot" if has_code(wanted) else "cli.show.foot-questions", lesson=wanted.id)
    return PASSED


def _head(desk: Desk, lesson: Lesson, prose: Prose) -> Iterator[str]:
    read, code = lesson.minutes
    yield painted(prose.title, "1", desk.terminal)
    yield f"{lesson.id} - {desk.words('cli.show.minutes', read=read, code=code)}"
    yield lesson.formula
    yield " > ".join(lesson.strip)
    yield ""


def _titled(desk: Desk, title: str, markdown: str) -> Iterator[str]:
    if title:
        yield painted(title, "1", desk.terminal)
        yield ""
    if markdown:
        yield from prose_lines(markdown, desk.terminal)
        yield ""


def _terms(desk: Desk, prose: Prose) -> Iterator[str]:
    """What the lesson links to, `[bias]`, each in one sentence."""
    text = "\n\n".join([prose.intro, *(section.body for kind in ("Step", *FOLDED) for section in prose.of(kind))])
    found = linked(load_terms(desk.catalog.folder), text)
    if not found:
        return
    yield painted(desk.words("cli.show.terms"), "1", desk.terminal)
    yield ""
    for term in found:
        name = term.ja if desk.words.language == "ja" and term.ja else term.term
        yield from paragraph(f"[{name}]  {term.said(desk.words.language)}", desk.terminal, "  ")
    yield ""


def _name(section: Section) -> str:
    return section.title or f"{section.kind} {section.key}".strip()
