"""When to look at files again: at once where the system tells of changes, else every so often."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Collection
from pathlib import Path
from typing import TypeAlias

Signature: TypeAlias = tuple[int, int, int]

_LOOK_AGAIN_MS = 1000
_POLL_SECONDS = 0.5
_SETTLE_SECONDS = 0.02
_EMPTY_LOOKS = 25  # at a file that was emptied, before that is believed: half a second


def signature(path: Path) -> Signature | None:
    """What changes whenever a file is written or replaced; None while there is no file."""
    try:
        facts = os.stat(path)
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


async def settled(path: Path) -> Signature | None:
    """The signature once it stays: many programs empty a file first and then write it, on a busy machine a while later."""
    import asyncio

    before, now, stayed = None, signature(path), 0
    while now != before or (now and not now[1] and stayed < _EMPTY_LOOKS):
        stayed = stayed + 1 if now == before else 0
        await asyncio.sleep(_SETTLE_SECONDS)
        before, now = now, signature(path)
    return now


async def wakes(folders: Collection[Path]) -> AsyncGenerator[None, None]:
    """Wakes at the start, at each change in the folders, and once a second; with no end.

    The second's look finds what no notification tells: changes on network drives and mounted Windows
    folders. Where watching fails altogether (the inotify limit is used up), only the looks remain.
    """
    import asyncio  # here, as the command line reads the workspace and never watches it

    from watchfiles import awatch

    yield
    try:
        async for _ in awatch(
            *folders,
            recursive=False,
            watch_filter=None,
            debounce=200,
            step=20,
            rust_timeout=_LOOK_AGAIN_MS,
            yield_on_timeout=True,
        ):
            yield
    except OSError:
        while True:
            await asyncio.sleep(_POLL_SECONDS)
            yield
