"""How firmly this machine can hold a learner's code: the ladder, and the rung that it can take."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import NamedTuple

from tutor.judge.confinement import landlock, seccomp
from tutor.judge.confinement.syscalls import Architecture, architecture


class Level(StrEnum):
    """A rung, from the firmest down; its value names the layers in force."""

    FULL = "landlock+seccomp+rlimits"
    NO_SECCOMP = "landlock+rlimits"
    NO_LANDLOCK = "seccomp+rlimits"
    RLIMITS = "rlimits"
    PORTABLE = "portable"

    @property
    def landlock(self) -> bool:
        """Whether files are judged by the kernel."""
        return self in (Level.FULL, Level.NO_SECCOMP)

    @property
    def seccomp(self) -> bool:
        """Whether system calls are filtered."""
        return self in (Level.FULL, Level.NO_LANDLOCK)


class Offers(NamedTuple):
    """What a machine has to confine with."""

    linux: bool
    landlock: int = 0
    seccomp: bool = False


def probe() -> Level:
    """The firmest level that this machine offers. Changes nothing; two system calls."""
    return level_for(offers())


def offers() -> Offers:
    """Ask this machine what it has."""
    if sys.platform != "linux":
        return Offers(linux=False)
    known = this_architecture()
    return Offers(
        linux=True,
        landlock=landlock.version(),
        seccomp=known is not None and seccomp.available(known),
    )


def level_for(machine: Offers) -> Level:
    """The firmest level that `machine` can hold."""
    if not machine.linux:
        return Level.PORTABLE
    return level_of(landlock=machine.landlock > 0, seccomp=machine.seccomp)


def level_of(*, landlock: bool, seccomp: bool) -> Level:
    """The level on Linux with these layers in force."""
    match landlock, seccomp:
        case True, True:
            return Level.FULL
        case True, False:
            return Level.NO_SECCOMP
        case False, True:
            return Level.NO_LANDLOCK
        case _:
            return Level.RLIMITS


def this_architecture() -> Architecture | None:
    """The architecture this interpreter runs on; None for those without known numbers, and for 32-bit Pythons."""
    return architecture(os.uname().machine) if sys.maxsize > 2**32 else None
