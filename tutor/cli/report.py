"""A verdict on standard output: in plain text, or as the one JSON object of the contract."""

from __future__ import annotations

import math
from typing import Any

from tutor.cli.context import CommandContext
from tutor.model import Finding, Lesson, Verdict
from tutor.text.messages import Words


def report(context: CommandContext, lesson: Lesson, verdict: Verdict, *, as_json: bool) -> None:
    """Print a verdict."""
    words = context.words_of(lesson)
    if as_json:
        context.print_json(as_object(verdict, words))
        return
    from tutor.text.verdicts import verdict_lines

    context.print(verdict_lines(lesson, verdict, words, context.terminal))


def report_end(context: CommandContext) -> None:
    """Print what the learner built, once every lesson is passed."""
    from tutor.session.summary import the_end  # once in a course, so no check pays for it

    context.print(["", *the_end(context.learner, context.words)])


def as_object(verdict: Verdict, words: Words) -> dict[str, Any]:
    """The object that `--json` prints."""
    return {
        "lesson": verdict.lesson,
        "outcome": str(verdict.outcome),
        "stage": verdict.stage and str(verdict.stage),
        "mistake": verdict.mistake,
        "message": words.say(verdict.message),
        "notes": [words.say(note) for note in verdict.notes],
        "seed": verdict.seed,
        "findings": [_finding(finding) for finding in verdict.findings],
        "seconds": round(verdict.seconds, 4),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    """JSON knows no infinity: an error without bound is null, like one that was not measured."""
    error = finding.max_error
    return {
        "name": str(finding.name),
        "stage": str(finding.stage),
        "passed": finding.passed,
        "expected_shape": finding.expected_shape,
        "actual_shape": finding.actual_shape,
        "max_error": error if error is not None and math.isfinite(error) else None,
    }
