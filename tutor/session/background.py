"""The one training in the background: what is decided about it. Pure, as `tutor.session.update` is.

`step(state, event)` gives the next state and the effects to carry out (`tutor.session.backstage` does). A training is at
work, paused, or it waits: then it has no process, and its last checkpoint lies on disk since an earlier visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from tutor.model import Message

Plain: TypeAlias = int | float | str | bool | None


@dataclass(frozen=True, slots=True)
class Background:
    """lesson: whose lab is in the background, None for nobody's. facts: what it last had to say. wanted: the lesson whose
    lab is to take its place, if the learner says yes.
    """

    lesson: str | None = None
    facts: Mapping[str, Plain] = field(default_factory=dict)
    waiting: bool = False
    paused: bool = False
    wanted: str | None = None
    writable: bool = True


# --- what happens ---


@dataclass(frozen=True, slots=True)
class Found:
    """An earlier visit has left a training."""

    lesson: str
    facts: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Sent:
    """The learner sends the lab of a lesson to the background. over: it has come to its end already."""

    lesson: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether another lab may take the place of the one that is there."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Turned:
    """Pause, or go on."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The learner wants no more of it."""


@dataclass(frozen=True, slots=True)
class Progressed:
    """Another frame, with all that was said so far."""

    facts: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Kept:
    """Its checkpoint is on disk."""


@dataclass(frozen=True, slots=True)
class Ended:
    """It is over. why: what stopped it, None where it came to its end."""

    why: Message | None


Event: TypeAlias = Found | Sent | Answered | Turned | Stopped | Progressed | Kept | Ended

# --- what is to be done ---


@dataclass(frozen=True, slots=True)
class Take:
    """Let the lab of a lesson go on in the background, or begin there."""

    lesson: str


@dataclass(frozen=True, slots=True)
class Resume:
    """Let the one that waits go on from its checkpoint."""

    lesson: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Grant it no more frames, or grant them again."""

    lesson: str
    on: bool


@dataclass(frozen=True, slots=True)
class End:
    """End its process, and with it the experiment."""

    lesson: str


@dataclass(frozen=True, slots=True)
class Release:
    """It is over: what it showed last can still be seen, its process is needed no more."""

    lesson: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Note on disk what goes on, for the next visit."""

    lesson: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Nothing is left for the next visit."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask whether another may take its place."""

    lesson: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something about the lab of a lesson. key: of the sentence. facts: what the lab last had to say."""

    key: str
    lesson: str | None
    why: Message | None = None
    facts: Mapping[str, Plain] = field(default_factory=dict)


Effect: TypeAlias = Take | Resume | Pause | End | Release | Keep | Forget | Ask | Tell
Step: TypeAlias = tuple[Background, tuple[Effect, ...]]


def step(state: Background, event: Event) -> Step:
    """The next state, and what is to be done. Never fails, never waits."""
    match event:
        case Found(lesson, facts):
            return replace(state, lesson=lesson, facts=facts, waiting=True), (Tell("background.waits", lesson, facts=facts),)
        case Sent(lesson, over):
            return _sent(state, lesson, over)
        case Answered(yes):
            return _answered(replace(state, wanted=None), state.wanted if yes else None)
        case Turned():
            return _turned(state)
        case Stopped():
            return _stopped(state)
        case Progressed(facts):
            return (replace(state, facts=facts), ()) if state.lesson else (state, ())
        case Kept():
            return state, (Keep(state.lesson),) if state.lesson else ()
        case Ended(why):
            return _ended(state, why)


def _sent(state: Background, lesson: str, over: bool) -> Step:
    if not state.writable:
        return state, (Tell("background.read-only", lesson),)
    if state.lesson == lesson:
        return _turned(state) if state.waiting or state.paused else (state, (Tell("background.already", lesson),))
    if over:
        return state, (Tell("background.over", lesson),)
    if state.lesson:
        return replace(state, wanted=lesson), (Ask(state.lesson),)
    return _taken(state, lesson)


def _taken(state: Background, lesson: str) -> Step:
    taken = Background(lesson, writable=state.writable)
    return taken, (Take(lesson), Keep(lesson), Tell("background.begun", lesson))


def _answered(state: Background, wanted: str | None) -> Step:
    if wanted is None:
        return state, ()
    ended, effects = _stopped(state) if state.lesson else (state, ())  # it may have ended while the question stood
    taken, more = _taken(ended, wanted)
    return taken, (*effects, *more)


def _turned(state: Background) -> Step:
    if state.lesson is None:
        return state, (Tell("background.none", None),)
    if state.waiting:
        return replace(state, waiting=False, paused=False), (Resume(state.lesson),)
    return replace(state, paused=not state.paused), (Pause(state.lesson, not state.paused),)


def _stopped(state: Background) -> Step:
    if state.lesson is None:
        return state, (Tell("background.none", None),)
    told = Tell("background.stopped", state.lesson, facts=state.facts)
    return Background(writable=state.writable, wanted=state.wanted), (End(state.lesson), Forget(), told)


def _ended(state: Background, why: Message | None) -> Step:
    if state.lesson is None:
        return state, ()
    told = Tell("background.failed" if why else "background.done", state.lesson, why, state.facts)
    return Background(writable=state.writable, wanted=state.wanted), (Release(state.lesson), Forget(), told)
