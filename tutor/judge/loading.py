"""NumPy for the judge's own process, which compares few numbers: loaded beside workers that come up and compute."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator
from importlib import import_module

from tutor.judge.launch import THREADS


async def load_verdicts() -> None:
    """Import what a verdict needs. It takes a tenth of a second: in a thread, nothing waits for it."""
    with one_thread():  # not in that thread: the environment belongs to the whole process
        await asyncio.to_thread(import_module, "tutor.judge.verdicts")


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """NumPy's library asks the environment, once, how many threads to start; programs started later get it as it was."""
    missing = [name for name in THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(missing, "1"))
    try:
        yield
    finally:
        for name in missing:
            os.environ.pop(name, None)
