"""Who comes first: a process whose work can wait leaves the processor to all others."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

LAST = 19  # steps of priority: no system knows more


def be_last(group: int) -> None:
    """Give a group of processes, named by its leader, the lowest priority that the system has.

    Linux weighs sessions against each other before the processes in them (`autogroup`, sched(7)), and each worker has a
    session of its own: there the session gives way too. What a system lacks or refuses is left out.
    """
    if not hasattr(os, "setpriority"):
        return
    with suppress(OSError):
        os.setpriority(os.PRIO_PGRP, group, LAST)
    _weigh_session(group, LAST)
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):
            os.sched_setscheduler(group, os.SCHED_IDLE, os.sched_param(0))


def let_end(group: int) -> None:
    """What is about to be killed needs the processor for a moment: its session counts again as any other does."""
    _weigh_session(group, 0)


def _weigh_session(leader: int, steps: int) -> None:
    with suppress(OSError):
        Path(f"/proc/{leader}/autogroup").write_text(str(steps), "ascii")
