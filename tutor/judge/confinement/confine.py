"""Confining a learner's code: what a worker does to itself, for good, before the first line of the learner runs.

The layers stand in `tutor.judge.confinement`, one a module. The kernel does the holding: Landlock (files), seccomp
(system calls), resource limits. The audit hook on top makes its refusals readable; alone it is no sandbox.

The order in a worker: `die_with_parent`, imports and warm-up, `confine`, `install_audit_hook`, then the learner.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from tutor.judge.confinement import landlock, privileges, rlimits, seccomp
from tutor.judge.confinement.audit import install_audit_hook
from tutor.judge.confinement.levels import (
    Level,
    Offers,
    level_for,
    level_of,
    offers,
    probe,
    this_architecture,
)
from tutor.judge.confinement.privileges import die_with_parent
from tutor.judge.confinement.readable import readable_paths, standard_library
from tutor.judge.confinement.rlimits import Limits

__all__ = [
    "Level",
    "Limits",
    "Offers",
    "confine",
    "confine_server",
    "die_with_parent",
    "install_audit_hook",
    "level_for",
    "offers",
    "probe",
    "readable_paths",
]


def confine(level: Level, *, readable: Sequence[str], scratch: str | None, limits: Limits) -> Level:
    """Give up, for good, whatever a lesson does not need. Call it from the main thread, before others start.

    Args:
        level: The firmest level to take, usually `probe()`'s.
        readable: Files and folders that stay readable (`readable_paths`); others cannot be opened.
        scratch: The one folder to write in; None refuses all writing, which holds even without Landlock.
        limits: What the run may use.

    Returns:
        The level in force. It is lower than `level` where the kernel refused a layer that it had offered.

    Raises:
        OSError: not even the privileges could be given up; nothing of the learner's may run then.
    """
    rlimits.apply(limits)
    if level is Level.PORTABLE:
        return level
    privileges.give_up_privileges()
    fenced = level.landlock and _attempt(lambda: landlock.restrict(readable, (standard_library(),), scratch))
    filtered = level.seccomp and _attempt(lambda: _filter_calls(limits, scratch))
    return level_of(landlock=fenced, seccomp=filtered)


def confine_server(level: Level, *, readable: Sequence[str]) -> bool:
    """Give up what a process that only forks workers does not need; each worker confines itself on top of that.

    Args:
        level: The level that its workers will take.
        readable: As for `confine`; /proc stays readable too, where a worker asks how much memory it has mapped.

    Returns:
        Whether it holds: if not, nothing may be forked here.

    Raises:
        OSError: not even the privileges could be given up.
    """
    privileges.give_up_privileges()
    return not level.landlock or _attempt(lambda: landlock.restrict((*readable, "/proc"), (standard_library(),), None))


def _filter_calls(limits: Limits, scratch: str | None) -> None:
    machine = this_architecture()
    if machine is None:
        raise OSError("no system call numbers are known for this architecture")
    seccomp.install(machine, pid=os.getpid(), threads=limits.threads, writes=scratch is not None)


def _attempt(layer: Callable[[], None]) -> bool:
    """Whether the kernel took the layer. What it refuses costs a rung, and the caller is told."""
    try:
        layer()
    except OSError:
        return False
    return True
