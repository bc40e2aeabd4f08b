"""Which hint comes next: the one that answers the mistake just named, then the lesson's own three, from the question on.

The one place that decides it, for the window of the screen and for `gradlings hint` alike. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from tutor.course.prose import Prose, Section
from tutor.model import Stage

_CHECKS = re.compile(r"^Checks: (.+)$", re.M)


class Trouble(NamedTuple):
    """Where the last check ended: the mistake that it named, and what failed (a stage of the check, variables, cases)."""

    mistake: str | None = None
    failed: tuple[str, ...] = ()


NOWHERE = Trouble()


class Hint(NamedTuple):
    """One hint. `mistake`: the key of the mistake that it answers, "" for one of the lesson's own. `number`, counted from 1,
    of `of`: its place among those of its stage. `place`: among all of the lesson's own hints, under which it is kept."""

    body: str
    mistake: str = ""
    number: int = 0
    of: int = 0
    place: int = 0
    stage: str = ""  # its title


class Seen(NamedTuple):
    """What the learner has looked at: places of the lesson's own hints, and mistakes whose nudge was read."""

    places: Collection[int] = ()
    mistakes: Collection[str] = ()

    def with_(self, hint: Hint) -> Seen:
        """This hint too."""
        if hint.mistake:
            return self._replace(mistakes={*self.mistakes, hint.mistake})
        return self._replace(places={*self.places, hint.place})

    def has(self, hint: Hint) -> bool:
        return hint.mistake in self.mistakes if hint.mistake else hint.place in self.places


def trouble(mistake: str | None, stage: Stage | None, failed: str | None) -> Trouble:
    """What a verdict tells of where the learner is stuck. failed: the name of the first value that is off."""
    case, variable, _ = failed.rsplit("/", 2) if failed and failed.count("/") >= 2 else ("", "", "")
    return Trouble(mistake, tuple(name for name in (variable, case, stage.value if stage else "") if name))


def own_hints(prose: Prose) -> tuple[Hint, ...]:
    """The lesson's own hints, in the order of the file."""
    sections = prose.of("Hint")
    titles = {section.key: section.title for section in prose.of("Stage")}
    return tuple(_own(section, place, sections, titles.get(section.stage, "")) for place, section in enumerate(sections, 1))


def _own(section: Section, place: int, sections: Sequence[Section], title: str) -> Hint:
    there = [other.key for other in sections if other.stage == section.stage]
    return Hint(section.body, number=there.index(section.key) + 1, of=len(there), place=place, stage=title)


def hints_for(prose: Prose, stuck: Trouble = NOWHERE) -> tuple[Hint, ...]:
    """The hints to look through now: the named mistake's own, then those of the stage that failed."""
    stage = stage_of(prose, stuck)
    own = [hint for hint, section in zip(own_hints(prose), prose.of("Hint"), strict=True) if section.stage == stage]
    nudge = prose.nudge(stuck.mistake) if stuck.mistake else None
    return (*((Hint(nudge, mistake=stuck.mistake),) if nudge and stuck.mistake else ()), *own)


def stage_of(prose: Prose, stuck: Trouble) -> str:
    """The key of the stage that failed: the first whose `Checks: ...` names a variable, a case or a stage of the check that
    did; without such a line, its own key counts. The first stage where none does; "" in a lesson without stages."""
    stages = prose.of("Stage")
    found = (section.key for section in stages if set(_checks(section)) & set(stuck.failed))
    return next(found, stages[0].key if stages else "")


def _checks(section: Section) -> tuple[str, ...]:
    match = _CHECKS.search(section.body)
    return tuple(name.strip() for name in match[1].split(",")) if match else (section.key,)


def next_hint(hints: Sequence[Hint], seen: Seen) -> Hint | None:
    """A mistake's own hint that is new, else the one behind the furthest that was seen; the last one stays the last."""
    if not hints:
        return None
    own = [hint for hint in hints if not hint.mistake]
    if hints[0].mistake and (not own or not seen.has(hints[0])):
        return hints[0]
    furthest = max((at for at, hint in enumerate(own) if seen.has(hint)), default=-1)
    return own[min(furthest + 1, len(own) - 1)]


def opens_at(hints: Sequence[Hint], seen: Seen) -> int:
    """Where the window opens: at the mistake's own hint while it is new, else where the learner left off."""
    if not hints or (hints[0].mistake and not seen.has(hints[0])):
        return 0
    return max((at for at, hint in enumerate(hints) if seen.has(hint)), default=0)
