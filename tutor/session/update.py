"""What happens while a learner works on one lesson: the one place that decides. Pure.

`update(state, event)` gives the next state and the effects to carry out; faces (a full screen, a test) do what it says and
report back with events. Everything that takes time carries the revision of the text that it is about, and news about an
old revision changes nothing. A text is saved before it is run; what is typed without a pause is kept as a draft meanwhile.

A text is run as soon as the hand hesitates, for good news is welcome at any time. What would be shown in red is held back
until the typing pause is over: to be told of a mistake in the middle of a word is no help.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TypeAlias

from tutor.model import Message, Outcome, Stage, Verdict
from tutor.session.events import (
    Asked,
    Celebrate,
    ChangedOutside,
    Check,
    CheckFailed,
    DraftDue,
    Edited,
    Effect,
    Event,
    Explain,
    Explained,
    Hesitated,
    Judged,
    KeepDraft,
    KeepVersion,
    LiveSwitched,
    Moved,
    Opened,
    Paused,
    Remember,
    Save,
    Saved,
    SaveFailed,
    ShowText,
    Slow,
    StopCheck,
    Tell,
    WaitForDraft,
    WaitForPause,
)

RED = frozenset({Outcome.WRONG, Outcome.CRASHED, Outcome.TIMED_OUT})
HESITATION = 0.4  # of the typing pause: most of a verdict's way is waiting
RHYTHM = 1.1  # a hand that types evenly has stopped once the next key is later than the last two were


@dataclass(frozen=True, slots=True)
class Session:
    """One lesson at work. Revisions count the changes of the text."""

    lesson: str
    text: str
    seed: int
    revision: int = 0
    saved: int = 0  # the last revision that is on disk
    saving: int | None = None  # the revision that is being written
    writing: str = ""  # its text
    on_disk: str | None = None  # what the file was last known to hold
    drafting: bool = False  # a draft is due soon
    checking: int | None = None  # the revision that is being run
    explaining: int | None = None  # the revision whose verdict is being explained
    slow: bool = False  # it has been running for longer than one notices
    verdict: Verdict | None = None
    judged: int | None = None  # the revision that `verdict` is about
    held: Verdict | None = None  # on the present text, and red: to be shown once the typing pause is over
    kept: int = 0  # the last revision that was handed on to be saved or run
    rested: int = 0  # the last revision after which the hand has rested, or which no hand has typed
    gaps: tuple[float, float] = (inf, inf)  # before the last key and the one before it, in typing pauses
    trouble: Message | None = None  # why saving or checking failed
    line: int = 1  # of the cursor
    live: bool = True  # check after every pause; else only when asked
    writable: bool = True
    passed: bool = False  # the lesson has passed at some time

    @property
    def dirty(self) -> bool:
        return self.saved != self.revision

    @property
    def typing(self) -> bool:
        """Whether a verdict's parse error sits on the line that is still being written: no error yet."""
        v = self.verdict
        return bool(v and v.stage is Stage.PARSE and v.place and v.place.line == self.line and self.live)

    @property
    def stale(self) -> bool:
        """Whether the verdict is about an older text."""
        return self.verdict is not None and self.judged != self.revision

    @property
    def told(self) -> Message | None:
        """The trouble, once it may be told of: not to a hand that types."""
        return self.trouble if self.rested == self.revision else None

    @property
    def hesitation(self) -> float:
        """After which part of the typing pause the text is looked at. Within a rhythm the next key is waited for, lest every
        key should start a check."""
        longest = max(self.gaps)
        return min(1.0, max(HESITATION, RHYTHM * longest)) if longest < 1 else HESITATION


Step: TypeAlias = tuple[Session, tuple[Effect, ...]]


def update(state: Session, event: Event) -> Step:
    """The next state, and what is to be done. Never fails, never waits."""
    match event:
        case Opened():
            return _check(state) if state.live else (state, ())
        case Edited(text, line, gap):
            return _edited(state, text, line, gap)
        case Moved(line):
            return replace(state, line=line), ()
        case Hesitated(revision):
            return _hesitated(state, revision)
        case Paused(revision):
            return _paused(state, revision)
        case DraftDue():
            return _draft_due(replace(state, drafting=False))
        case Asked(seed):
            return _asked(replace(state, seed=state.seed if seed is None else seed))
        case Saved(revision, check):
            on_disk = _text_of(state, revision)
            saved = replace(_written(state, revision), saved=max(state.saved, revision), on_disk=on_disk, trouble=None)
            return _check(saved) if check and revision == state.revision else (saved, ())
        case SaveFailed(revision, why, check):
            return _save_failed(_written(state, revision), revision, why, check)
        case Slow(revision):
            return (replace(state, slow=True), ()) if revision == state.checking else (state, ())
        case Judged(revision, verdict):
            return _judged(state, revision, verdict)
        case Explained(revision, verdict):
            return _explained(state, revision, verdict)
        case CheckFailed(revision, why):
            return _check_failed(state, revision, why)
        case ChangedOutside(text, own):
            return _changed_outside(state, text, own)
        case LiveSwitched(live):
            return _asked(replace(state, live=live)) if live and not state.live else (replace(state, live=live), ())


def _edited(state: Session, text: str, line: int, gap: float) -> Step:
    if text == state.text:
        return replace(state, line=line), ()
    changed = replace(_changed(state, text), line=line, trouble=None, gaps=(state.gaps[1], gap))
    stop = () if state.checking is None and state.explaining is None else (StopCheck(),)
    drafting, draft = _expect_draft(changed)
    return drafting, (*stop, WaitForPause(changed.revision, changed.hesitation), *draft)


def _changed(state: Session, text: str) -> Session:
    """Another text: what was being found out about the one before is of no use."""
    return replace(_stopped(state), text=text, revision=state.revision + 1)


def _expect_draft(state: Session) -> Step:
    """From the first key on that is nowhere on disk; later keys do not put it off."""
    if state.drafting or not state.writable:
        return state, ()
    return replace(state, drafting=True), (WaitForDraft(),)


def _draft_due(state: Session) -> Step:
    kept = not state.dirty or state.saving == state.revision
    return state, () if kept else (KeepDraft(state.revision, state.text),)


def _hesitated(state: Session, revision: int) -> Step:
    if revision != state.revision or revision == state.kept or not state.live:
        return state, ()
    return _keep(state, check=True)


def _paused(state: Session, revision: int) -> Step:
    if revision != state.revision:
        return state, ()
    rested = replace(state, rested=revision)
    if rested.held:
        return _show(replace(rested, held=None), rested.held)
    return (rested, ()) if revision == state.kept else _keep(rested, check=state.live)


def _asked(state: Session) -> Step:
    """Who asks has stopped typing."""
    rested = replace(state, rested=state.revision)
    return _keep(rested, check=True) if rested.dirty else _check(rested)


def _keep(state: Session, *, check: bool) -> Step:
    """Save first, then check; a read-only session has nothing to save."""
    kept = replace(state, kept=state.revision)
    if kept.writable:
        return replace(kept, saving=kept.revision, writing=kept.text), (Save(kept.revision, kept.text, check),)
    return _check(kept) if check else (kept, ())


def _text_of(state: Session, revision: int) -> str | None:
    """The text of a revision that was written; None for one that is forgotten."""
    if revision == state.revision:
        return state.text
    return state.writing if revision == state.saving else None


def _written(state: Session, revision: int) -> Session:
    """The write of a revision has ended, well or not."""
    return replace(state, saving=None) if state.saving == revision else state


def _save_failed(state: Session, revision: int, why: Message, check: bool) -> Step:
    troubled, draft = _expect_draft(replace(state, trouble=why))
    if not check or revision != state.revision:
        return troubled, (*draft, Tell(why))
    checking, effects = _check(troubled)
    return checking, (*draft, *effects, Tell(why))


def _check(state: Session) -> Step:
    checking = replace(_stopped(state), checking=state.revision)
    return checking, (Check(state.revision, state.text, state.seed),)


def _stopped(state: Session) -> Session:
    """Nothing is being run."""
    return replace(state, checking=None, explaining=None, slow=False, held=None)


def _judged(state: Session, revision: int, verdict: Verdict) -> Step:
    if revision != state.checking:
        return state, ()
    ended = replace(state, checking=None, slow=False)
    if verdict.outcome in RED and state.rested != revision:
        return replace(ended, held=verdict), ()
    return _show(ended, verdict)


def _show(state: Session, verdict: Verdict) -> Step:
    first = verdict.passed and not state.passed
    judged = replace(state, verdict=verdict, judged=state.revision, passed=state.passed or verdict.passed)
    remember = (Remember(state.text, verdict),) if state.writable else ()
    if verdict.outcome in (Outcome.WRONG, Outcome.CRASHED):
        return replace(judged, explaining=state.revision), (*remember, Explain(state.revision, state.text, verdict))
    return judged, (*remember, *((Celebrate(verdict),) if first else ()))


def _explained(state: Session, revision: int, verdict: Verdict) -> Step:
    if revision != state.explaining:
        return state, ()
    return replace(state, explaining=None, verdict=verdict), ()


def _check_failed(state: Session, revision: int, why: Message) -> Step:
    if revision != state.checking:
        return state, ()
    return replace(state, checking=None, slow=False, trouble=why), ()


def _changed_outside(state: Session, text: str, own: bool) -> Step:
    if text == state.text:
        return replace(state, saved=state.revision, on_disk=text), ()
    if text == state.on_disk and state.saving is None:
        return state, ()  # no news, however late: what was typed or undone since is newer
    unsaved = state.dirty and state.writable
    changed = replace(_changed(state, text), rested=state.revision + 1, on_disk=text)
    kept = (KeepVersion(state.text),) if unsaved else ()
    word = () if own or unsaved else (Tell(Message("session.changed-outside")),)
    told = (*kept, ShowText(text), *word)
    after, effects = _settle(changed)
    return after, (*told, *effects)


def _settle(state: Session) -> Step:
    """A text that came from the disk: there already, unless a write that is under way may be about to replace it."""
    if state.saving is not None:
        return _keep(state, check=state.live)
    on_disk = replace(state, saved=state.revision)
    return _check(on_disk) if on_disk.live else (on_disk, ())
