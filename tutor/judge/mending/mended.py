"""The change that was found, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.judge.mending.edits import Edit, Edits
from tutor.model import Message, Verdict


@dataclass(frozen=True, slots=True)
class Mended:
    """The changes that together make the text right, or right as far as `variable` goes.

    known: keys of mistakes that are made beside; without any change there are two.
    """

    edits: Edits
    variable: str = ""  # empty: all of it
    case: str = ""
    known: Sequence[str] = ()


def tell(verdict: Verdict, found: Mended) -> Message:
    """What is said: the value that is off, and the change with which it is not."""
    told = [_of_edit(edit) for edit in found.edits]
    if found.known:
        return _with_known(verdict.message, found, told)
    end = Message("mend.partly", {"variable": found.variable, "case": found.case}) if found.variable else Message("mend.all")
    facts = {"what": verdict.message, "line": found.edits[0].line, "first": told[0], "end": end}
    if len(told) == 1:
        return Message("mended", facts)
    return Message("mended.two", {**facts, "other": found.edits[1].line, "second": told[1]})


def _with_known(what: Message, found: Mended, told: Sequence[Message]) -> Message:
    named = [Message("mistake", {"key": key}) for key in found.known]
    if not told:
        return Message("known.two", {"what": what, "first": named[0], "second": named[1]})
    return Message("known.left", {"what": what, "line": found.edits[0].line, "first": told[0], "second": named[0]})


def _of_edit(edit: Edit) -> Message:
    facts = {"was": edit.was, "becomes": edit.becomes}
    if edit.others:
        return Message("mend.each-also", {**facts, "others": ", ".join(map(str, edit.others))})
    return Message(f"mend.{edit.kind}", facts)
