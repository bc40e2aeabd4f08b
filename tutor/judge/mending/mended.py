"""The change that was found, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.judge.mending.edits import Edit, Edits
from tutor.model import Message, Verdict


@dataclass(frozen=True, slots=True)
class Mended:
    """The changes that together make the text right, or right as far as `variable` goes."""

    edits: Edits
    variable: str = ""  # empty: all of it
    case: str = ""


def tell(verdict: Verdict, found: Mended) -> Message:
    """What is said: the value that is off, and the change with which it is not."""
    told = [_of_edit(edit) for edit in found.edits]
    end = Message("mend.partly", {"variable": found.variable, "case": found.case}) if found.variable else Message("mend.all")
    facts = {"what": verdict.message, "line": found.edits[0].line, "first": told[0], "end": end}
    if len(told) == 1:
        return Message("mended", facts)
    return Message("mended.two", {**facts, "other": found.edits[1].line, "second": told[1]})


def _of_edit(edit: Edit) -> Message:
    return Message(f"mend.{edit.kind}", {"was": edit.was, "becomes": edit.becomes})
