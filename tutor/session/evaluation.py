"""Try, for any face: which case's inputs stand ready beside the learner's code, and how that is said."""

from __future__ import annotations

from tutor.model import Finding, Message, Recording, Verdict


def first_failed(verdict: Verdict | None) -> Finding | None:
    """The first finding that decides against the text."""
    return next((f for f in verdict.findings if not f.passed and not f.beyond), None) if verdict else None


def until(verdict: Verdict | None) -> str | None:
    """The observation whose case is preloaded: the first that failed, "" for the first case of a text that has passed,
    None where no case came to an end."""
    failed = first_failed(verdict)
    if failed:
        return str(failed.name)
    return "" if verdict and verdict.passed else None


def inputs_in_words(recording: Recording, until: str | None) -> Message | None:
    """Which names stand ready; None if there are none."""
    inputs = recording.ending.facts.get("inputs")
    if not inputs:
        return None
    return Message("try.inputs.failed" if until else "try.inputs.passed", {"inputs": inputs})
