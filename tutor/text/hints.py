"""What is written over a hint."""

from __future__ import annotations

from tutor.course.hints import Hint
from tutor.text.messages import Words


def hint_title(hint: Hint, words: Words) -> str:
    """Its number among the lesson's three, those of a stage with the stage's title; or that it answers a mistake."""
    if hint.mistake:
        return words("hint.nudge")
    title = words("hint.title", number=hint.number, of=hint.of)
    return words("hint.of-stage", title=title, stage=hint.stage) if hint.stage else title
