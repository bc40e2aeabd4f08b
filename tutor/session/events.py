"""What can happen in a session, and what a session asks to be done: the vocabulary of `tutor.session.update`.

Everything that takes time carries the revision of the text that it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TypeAlias

from tutor.model import Message, Verdict

# --- events: what has happened -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """The lesson was opened; its text is on disk."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The learner changed the text. gap: since the change before, in typing pauses."""

    text: str
    line: int
    gap: float = inf


@dataclass(frozen=True, slots=True)
class Moved:
    """The cursor went to another line."""

    line: int


@dataclass(frozen=True, slots=True)
class Hesitated:
    """No key since `revision` for the part of a typing pause after which the text may be looked at."""

    revision: int


@dataclass(frozen=True, slots=True)
class Paused:
    """No key for a whole typing pause since `revision`."""

    revision: int


@dataclass(frozen=True, slots=True)
class DraftDue:
    """Some time has gone by since the first key that is nowhere on disk yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The learner asked for a check, or for one with other numbers."""

    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The text of `revision` is on disk. `check`: it is to be run now."""

    revision: int
    check: bool = False


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """The text could not be written. It is still in the editor. `check`: it is to be run all the same."""

    revision: int
    why: Message
    check: bool = False


@dataclass(frozen=True, slots=True)
class Slow:
    """The run of `revision` takes longer than one notices."""

    revision: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on the text of `revision`."""

    revision: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Explained:
    """The verdict on the text of `revision`, with its reason if one was found."""

    revision: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CheckFailed:
    """The check itself could not be done."""

    revision: int
    why: Message


@dataclass(frozen=True, slots=True)
class ChangedOutside:
    """Another program has written the file. own: one that the learner called from here, which needs no word about it."""

    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class LiveSwitched:
    """Checks after every pause, or only when asked."""

    live: bool


Event: TypeAlias = (
    Opened
    | Edited
    | Moved
    | Hesitated
    | Paused
    | DraftDue
    | Asked
    | Saved
    | SaveFailed
    | Slow
    | Judged
    | Explained
    | CheckFailed
    | ChangedOutside
    | LiveSwitched
)


# --- effects: what is to be done ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaitForPause:
    """Report `Hesitated(revision)` once no key has come for a part of the typing pause, `Paused(revision)` after all of it;
    an earlier wait is void. part: of the typing pause, at most 1.
    """

    revision: int
    part: float


@dataclass(frozen=True, slots=True)
class WaitForDraft:
    """Report `DraftDue` soon, whatever keys come meanwhile."""


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Write the text beside the learner's file, where a later start finds it: the file itself waits for a pause."""

    revision: int
    text: str


@dataclass(frozen=True, slots=True)
class KeepVersion:
    """Keep a typed text, as another program's is about to take its place, and say where it can be found."""

    text: str


@dataclass(frozen=True, slots=True)
class Save:
    """Write the text to the learner's file; report `Saved` or `SaveFailed`, with `check` as it stands here."""

    revision: int
    text: str
    check: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Run the text; report `Slow` after a moment, then `Judged` or `CheckFailed`. A check under way is stopped."""

    revision: int
    text: str
    seed: int


@dataclass(frozen=True, slots=True)
class Explain:
    """Look for the reason of a verdict that was shown; report `Explained`."""

    revision: int
    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class StopCheck:
    """Stop the check that is under way, or the search for a reason, if any."""


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep the verdict and the text that it is about."""

    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ShowText:
    """Put this text, written by another program, into the editor."""

    text: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something in passing."""

    message: Message


@dataclass(frozen=True, slots=True)
class Celebrate:
    """The lesson has just passed for the first time."""

    verdict: Verdict


Effect: TypeAlias = (
    WaitForPause
    | WaitForDraft
    | KeepDraft
    | KeepVersion
    | Save
    | Check
    | Explain
    | StopCheck
    | Remember
    | ShowText
    | Tell
    | Celebrate
)
